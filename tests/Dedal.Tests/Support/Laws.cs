using CsCheck;
using Dedal.Tests.Simulation;

namespace Dedal.Tests.Support;

/// <summary>
/// Laws over what chance draws. A run that decides about a change draws the same each time, so that no rare case stops
/// a change that has nothing to do with it; a soak (DEDAL_HISTORIES above 1) draws fresh. What breaks a law is given to
/// CsCheck, which makes it small and names its seed; CsCheck_Seed repeats that one.
/// </summary>
public static class Laws
{
    private const int Few = 100;

    /// <summary>What all laws start from when they draw the same each time.</summary>
    private const string Start = "8qPfZE8YgAm3";

    private static bool Fresh => Histories.Times(1) > 1 || Check.Seed is not null;

    /// <summary>The law says no, or throws, where it is broken.</summary>
    /// <param name="threads">For what is drawn fresh: 1 for a law that minds.</param>
    public static void Always<T>(this Gen<T> gen, Func<T, bool> law, long iter = Few, int threads = -1)
    {
        if (Fresh)
        {
            gen.Sample(law, iter: iter, threads: threads);
            return;
        }

        var chance = PCG.Parse(Start);
        for (var i = 0; i < iter; i++)
        {
            var seed = chance.ToString();
            if (Broken(law, gen.Generate(chance, null, out _)) is { } fault)
            {
                gen.Sample(law, seed: seed, iter: iter, threads: 1);
                throw new InvalidOperationException($"Seed {seed} broke the law once and not again.", fault);
            }
        }
    }

    /// <inheritdoc cref="Always{T}(Gen{T}, Func{T, bool}, long, int)" />
    public static void Always<T>(this Gen<T> gen, Action<T> law, long iter = Few, int threads = -1) =>
        gen.Always(Kept(law), iter, threads);

    /// <inheritdoc cref="Always{T}(Gen{T}, Func{T, bool}, long, int)" />
    public static void Always<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> law, long iter = Few, int threads = -1) =>
        gen.Always(Kept<(T1, T2)>(t => law(t.Item1, t.Item2)), iter, threads);

    /// <inheritdoc cref="Always{T}(Gen{T}, Func{T, bool}, long, int)" />
    public static void Always<T1, T2>(this Gen<(T1, T2)> gen, Func<T1, T2, bool> law, long iter = Few) =>
        gen.Always(t => law(t.Item1, t.Item2), iter);

    /// <inheritdoc cref="Always{T}(Gen{T}, Func{T, bool}, long, int)" />
    public static void Always<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> law, long iter = Few) =>
        gen.Always(Kept<(T1, T2, T3)>(t => law(t.Item1, t.Item2, t.Item3)), iter);

    /// <inheritdoc cref="Always{T}(Gen{T}, Func{T, bool}, long, int)" />
    public static void Always<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Func<T1, T2, T3, bool> law, long iter = Few) =>
        gen.Always(t => law(t.Item1, t.Item2, t.Item3), iter);

    /// <inheritdoc cref="Always{T}(Gen{T}, Func{T, bool}, long, int)" />
    public static void Always<T1, T2, T3, T4>(
        this Gen<(T1, T2, T3, T4)> gen,
        Action<T1, T2, T3, T4> law,
        long iter = Few
    ) => gen.Always(Kept<(T1, T2, T3, T4)>(t => law(t.Item1, t.Item2, t.Item3, t.Item4)), iter);

    /// <inheritdoc cref="Always{T}(Gen{T}, Func{T, bool}, long, int)" />
    public static void Always<T1, T2, T3, T4, T5>(
        this Gen<(T1, T2, T3, T4, T5)> gen,
        Action<T1, T2, T3, T4, T5> law,
        long iter = Few
    ) => gen.Always(Kept<(T1, T2, T3, T4, T5)>(t => law(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5)), iter);

    /// <summary>The same for a law that waits for a database; one after another.</summary>
    public static Task AlwaysAsync<T1, T2, T3>(
        this Gen<(T1, T2, T3)> gen,
        Func<T1, T2, T3, Task> law,
        long iter = Few
    ) =>
        Task.Run(() =>
            gen.Always(
                Kept<(T1, T2, T3)>(t => law(t.Item1, t.Item2, t.Item3).GetAwaiter().GetResult()),
                iter,
                threads: 1
            )
        );

    private static Func<T, bool> Kept<T>(Action<T> law) =>
        drawn =>
        {
            law(drawn);
            return true;
        };

    private static Exception? Broken<T>(Func<T, bool> law, T drawn)
    {
        try
        {
            return law(drawn) ? null : new InvalidOperationException("The law said no.");
        }
        catch (Exception fault)
        {
            return fault;
        }
    }
}
