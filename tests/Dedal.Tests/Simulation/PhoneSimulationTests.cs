using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Dedal.Tests.Simulation.Phones;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Simulation;

/// <summary>
/// Phones without signal, a bad line and wrong clocks (<see cref="World"/>): nothing is lost, nothing counted twice.
/// DEDAL_PHONE_HISTORIES says how many histories, DEDAL_PHONE_SEED the first (repeats one that failed),
/// DEDAL_SERVER_HISTORIES how many of them the real server plays again, DEDAL_CORES how many run at once.
/// </summary>
public class PhoneSimulationTests(ITestOutputHelper output)
{
    private static readonly ulong First = (ulong)Setting("DEDAL_PHONE_SEED", 1);

    [Fact]
    public void Whatever_the_line_and_the_clocks_do_nothing_is_lost_and_nothing_counts_twice()
    {
        var histories = Setting("DEDAL_PHONE_HISTORIES", 2_000);
        var start = Stopwatch.GetTimestamp();
        var documents = 0L;
        var failed = new ConcurrentBag<(ulong Seed, string What)>();
        Parallel.For(
            0L,
            histories,
            new() { MaxDegreeOfParallelism = (int)Setting("DEDAL_CORES", Environment.ProcessorCount) },
            (i, loop) =>
            {
                var seed = First + (ulong)i;
                var world = new World(seed);
                if (Fault(world) is { } what)
                {
                    failed.Add((seed, what));
                    loop.Stop();
                }

                Interlocked.Add(ref documents, world.Documents);
            }
        );
        output.WriteLine(
            $"{histories} histories of {World.Steps} steps, {documents} documents in the journals, "
                + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"
        );
        Assert.True(failed.IsEmpty, string.Join('\n', failed.Select(f => $"DEDAL_PHONE_SEED={f.Seed}: {f.What}")));
    }

    [Fact]
    public void Histories_are_rich_enough_to_prove_something()
    {
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1UL; seed <= 40; seed++)
        {
            foreach (var (what, times) in new World(seed).Run().Seen)
            {
                seen[what] = seen.GetValueOrDefault(what) + times;
            }
        }

        output.WriteLine(string.Join('\n', seen.Select(s => $"{s.Value, 7} {s.Key}")));
        string[] needed =
        [
            "Accepted",
            "AlreadyThere",
            "Held held-no-membership",
            "Held held-phone-revoked",
            "Parked document-unknown",
            "Parked party-unknown",
            "Parked schema-newer",
            "Refused amount-not-positive",
            "Refused body-not-readable",
            "Refused day-in-future",
            "Refused kind-unknown",
            "Refused party-unknown",
            "Refused qr-not-waiting",
            "qr given back",
            "Refused reversed-already",
            "Refused role-may-not",
            "answer too late",
            "copy brought",
            "membership ended",
            "office month-close Accepted",
            "office month-reopening Accepted",
            "phone revoked",
        ];
        Assert.Equal([], needed.Where(n => !seen.ContainsKey(n)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_real_server_gives_the_same_answers_snapshots_and_journals(EngineKind engine)
    {
        var start = Stopwatch.GetTimestamp();
        var histories = Setting("DEDAL_SERVER_HISTORIES", 8);
        for (var seed = First; seed < First + (ulong)histories; seed++)
        {
            var tape = new Tape();
            new World(seed, log: tape).Run();
            await using var app = await TestApp.Start(engine);
            await tape.Play(app);
        }

        output.WriteLine($"{histories} histories on {engine}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found(Bug bug)
    {
        for (var seed = 1UL; seed <= 100; seed++)
        {
            if (Fault(new World(seed, bug)) is { } what)
            {
                output.WriteLine($"{bug}: seed {seed}, {what}");
                return;
            }
        }

        Assert.Fail($"{bug} was not found in 100 histories.");
    }

    public static TheoryData<Bug> Bugs() => new(Enum.GetValues<Bug>().Where(b => b != Bug.None));

    private static string? Fault(World world)
    {
        try
        {
            world.Run();
            return null;
        }
        catch (SimulationException e)
        {
            return e.Message;
        }
    }

    private static long Setting(string name, long usual) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var n) ? n : usual;
}
