namespace Dedal.Tests.Simulation.Phones;

/// <summary>
/// A bad line: requests and answers are lost, arrive twice, in another order, or hours after the phone gave up.
/// </summary>
internal sealed class Network(World world)
{
    private readonly List<Request> going = [];
    private readonly List<Response> coming = [];

    public void Send(Request? request)
    {
        if (request is not null)
        {
            going.Add(request);
        }
    }

    /// <summary>Something that is on its way arrives, or does not.</summary>
    public void Move()
    {
        var dice = world.Dice;
        if (going.Count + coming.Count == 0)
        {
            return;
        }

        var at = dice.Below(going.Count + coming.Count);
        if (at < going.Count)
        {
            var request = going[at];
            if (dice.Percent(10) || world.Healed)
            {
                going.RemoveAt(at);
            }

            if (!dice.Percent(10) || world.Healed)
            {
                // Not taken away above: it arrives once more, at any time later.
                if (dice.Percent(92) && going.Contains(request))
                {
                    going.RemoveAt(at);
                }

                coming.Add(world.Serve(request));
            }

            return;
        }

        var answer = coming[at - going.Count];
        coming.RemoveAt(at - going.Count);
        if (!dice.Percent(12) || world.Healed)
        {
            world.Arrive(answer);
        }
    }

    /// <summary>The line is good again: what still hangs about arrives, and nothing is lost any more.</summary>
    public void Drain()
    {
        while (going.Count + coming.Count > 0)
        {
            Move();
        }
    }
}
