using Dedal.Web.Books;

namespace Dedal.Web.Panorama.Reports;

/// <summary>A month in two figures of the income statement, minor units of the organisation's own currency.</summary>
public sealed record MonthFigures(long Income, long Result);

/// <summary>The last cash count that holds.</summary>
/// <param name="Difference">Counted less expected, as it stands now.</param>
public sealed record LastCount(DateOnly Day, long Difference, long Seq);

/// <summary>Where one workshop is on a day.</summary>
/// <param name="UpTo">Last day on which something happened; null in an empty book.</param>
/// <param name="Documents">What was recorded in the last 30 days.</param>
/// <param name="InTime">Of these, recorded by the end of the following day.</param>
/// <param name="Alone">Days of the last 30 on which a treasurer recorded and nobody who accompanies did.</param>
/// <param name="DaysRecorded">Days of the last 30 on which anything was recorded.</param>
public sealed record Standing(
    Organisation Org,
    DateOnly Today,
    DateOnly? UpTo,
    int Documents,
    int InTime,
    int Alone,
    int DaysRecorded,
    LastCount? Count,
    MonthFigures Now,
    MonthFigures Before,
    int QrWaiting,
    long QrToGiveBack,
    DateOnly? ClosedThrough
)
{
    /// <summary>Days without anything recorded from which a book counts as behind.</summary>
    public const int DaysBehind = 3;

    /// <summary>Days from which the cash counts as not counted.</summary>
    public const int DaysUncounted = 7;

    /// <summary>Day of the month from which the month before should be closed.</summary>
    private const int CloseBy = 10;

    /// <summary>Name of the association above, when the caller sees it.</summary>
    public string? ParentName { get; init; }

    public int Members { get; init; }

    /// <summary>Questions that wait for an answer.</summary>
    public int Questions { get; init; }

    /// <summary>False for who sees the figures but not the documents behind them.</summary>
    public bool MayOpen { get; init; }

    public int? Behind => UpTo is { } day ? Math.Max(0, Today.DayNumber - day.DayNumber) : null;

    public bool IsBehind => Behind is null or > DaysBehind;

    public bool IsUncounted => UpTo is not null && !(Count?.Day > Today.AddDays(-DaysUncounted - 1));

    /// <summary>Per cent; null when nothing was recorded.</summary>
    public int? WithinADay => Documents == 0 ? null : InTime * 100 / Documents;

    /// <summary>The month before is over for some time, has something in it, and is still open.</summary>
    public bool IsUnclosed =>
        Today.Day >= CloseBy && Before != new MonthFigures(0, 0) && !(ClosedThrough >= Today.AddDays(-Today.Day));

    /// <summary>How many things wait.</summary>
    public int Tasks =>
        QrWaiting + Questions + (QrToGiveBack > 0 ? 1 : 0) + (IsUncounted ? 1 : 0) + (IsUnclosed ? 1 : 0);
}
