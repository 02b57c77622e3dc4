namespace Dedal.Tests.Simulation.Phones;

/// <summary>Random numbers that are the same on every machine and version (SplitMix64).</summary>
public sealed class Dice(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>Mixed first, or the next number's history would be the same one step later.</summary>
    private ulong state = Mix(seed * Step);

    public ulong Next() => Mix(state += Step);

    /// <summary>0 to <paramref name="below"/> less one.</summary>
    public int Below(int below) => (int)(Next() % (ulong)below);

    public int Between(int from, int to) => from + Below(to - from + 1);

    public bool Percent(int chance) => Below(100) < chance;

    public T Of<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    /// <summary>One of the choices, each as likely as its weight says.</summary>
    public T Weighed<T>(params ReadOnlySpan<(int Weight, T Choice)> choices)
    {
        var sum = 0;
        foreach (var (weight, _) in choices)
        {
            sum += weight;
        }

        var at = Below(sum);
        foreach (var (weight, choice) in choices)
        {
            if ((at -= weight) < 0)
            {
                return choice;
            }
        }

        throw new InvalidOperationException("Weights add up to their sum.");
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
