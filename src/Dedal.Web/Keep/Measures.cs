using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dedal.Web.Books;

namespace Dedal.Web.Keep;

/// <summary>
/// What an operator's tools can watch (meter <c>Dedal</c>, on /metrics). Counts and times only, never a name.
/// </summary>
public static class Measures
{
    public const string MeterName = "Dedal";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Documents = Meter.CreateCounter<long>(
        "dedal.documents",
        description: "Documents answered, by answer"
    );

    private static readonly Histogram<double> Durable = Meter.CreateHistogram(
        "dedal.write.duration",
        "s",
        "From asking for a write to its durable commit",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
        }
    );

    private static readonly Histogram<int> Groups = Meter.CreateHistogram(
        "dedal.write.group",
        description: "Acts that shared one commit",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 100] }
    );

    private static readonly UpDownCounter<int> Queue = Meter.CreateUpDownCounter<int>(
        "dedal.write.waiting",
        description: "Acts waiting for the writer"
    );

    public static void Answered(Answer answer) =>
        Documents.Add(
            1,
            new KeyValuePair<string, object?>(
                "answer",
                answer switch
                {
                    Answer.Accepted => "accepted",
                    Answer.AlreadyThere => "already-there",
                    Answer.Parked => "parked",
                    _ => "refused",
                }
            )
        );

    public static void Waits() => Queue.Add(1);

    public static void Wrote(long since)
    {
        Queue.Add(-1);
        if (Durable.Enabled)
        {
            Durable.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
        }
    }

    public static void Committed(int acts) => Groups.Record(acts);

    /// <summary>What one server says of itself; the returned meter goes with it.</summary>
    public static Meter Of(ServerState state, TimeProvider clock)
    {
        var meter = new Meter(MeterName);
        meter.CreateObservableGauge(
            "dedal.backup.age",
            () =>
                state.LastBackup is { } at
                    ? [new((clock.GetUtcNow() - at).TotalSeconds)]
                    : Array.Empty<Measurement<double>>(),
            "s",
            "Since the newest verified backup"
        );
        meter.CreateObservableGauge("dedal.writable", () => state.Writable ? 1 : 0, description: "0 while read-only");
        return meter;
    }
}
