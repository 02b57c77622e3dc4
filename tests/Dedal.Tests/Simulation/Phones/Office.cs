using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Tests.Simulation.Phones;

/// <summary>What happens away from the phones: months closed and opened, people leaving, a phone lost.</summary>
internal sealed class Office(World world, Laws laws, World.ILog? log)
{
    private readonly Dice dice = world.Dice;
    private long written;

    /// <summary>People that both workshops deal with from the first day.</summary>
    public void Furnish()
    {
        foreach (var org in world.Orgs)
        {
            for (var n = 0; n < 3; n++)
            {
                var party = world.NewId();
                Write(org, "party-added", new PartyAddedBody(party, n < 2 ? "customer" : "supplier"), 0, party);
            }
        }
    }

    public void Act()
    {
        var org = dice.Of(world.Orgs);
        switch (dice.Below(10))
        {
            case < 3:
                Write(org, "month-close", new MonthCloseBody(Period.Of(org.Today.AddMonths(-1))), dice.Below(2));
                break;
            case < 5:
                var month = Period.Of(org.Book.ClosedThrough ?? org.Today);
                Write(org, "month-reopening", new MonthReopeningBody(month, "error"), 1);
                break;
            case < 8:
                Write(org, "sale", new SaleBody(700, [new("cash", 700)]), 0);
                break;
            case 8 when dice.Percent(50):
                Leave(org);
                break;
            case 9 when dice.Percent(30):
                Revoke();
                break;
        }
    }

    /// <summary>One of the treasurers leaves, maybe as of some days ago.</summary>
    private void Leave(OrgServer org)
    {
        var at = org.Members.FindIndex(m => m.Person == World.Leaving(org == world.Orgs[0] ? 0 : 1) && m.To is null);
        if (at >= 0)
        {
            var last = org.Today.AddDays(-dice.Below(3));
            org.Members[at] = org.Members[at] with { To = last };
            laws.See("membership ended");
            log?.Ended(world.Now, org, org.Members[at].Person, last);
        }
    }

    /// <summary>The fourth phone is lost.</summary>
    private void Revoke()
    {
        var desk = world.Desks[^1];
        var org = world.Server(desk.Org);
        if (!org.Devices[desk.DeviceName])
        {
            org.Devices[desk.DeviceName] = true;
            laws.See("phone revoked");
            log?.Revoked(world.Now, org, desk);
        }
    }

    private void Write(OrgServer org, string kind, object body, int member, Guid? id = null)
    {
        var person = org.Members[member].Person;
        var text = JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default);
        var document = new Document(
            id ?? world.NewId(),
            kind,
            1,
            text,
            org.Today,
            world.Now,
            0,
            person,
            "web",
            ++written
        );
        laws.Office(document.Id);
        var recording = org.Record(document, org.RolesOn(person, org.Today));
        laws.See($"office {kind} {recording.Answer}");
        log?.Wrote(world.Now, org, document, recording);
    }
}
