namespace Dedal.Domain.Books.Kinds;

/// <summary>A month that is agreed and locked; with it every month before.</summary>
/// <param name="Month">For example 202411.</param>
public sealed record MonthCloseBody(int Month);

/// <summary>Only a month close locks. What arrives later is posted on the first open day.</summary>
public sealed class MonthClose() : DocumentKind<MonthCloseBody>("month-close")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(MonthCloseBody body, Document document)
    {
        if (!Period.IsMonth(body.Month))
        {
            return new Refusal("month-absurd", "month", body.Month);
        }

        return Period.LastDay(body.Month) > document.OccurredOn
            ? new Refusal("month-not-over", "month", body.Month)
            : null;
    }

    /// <inheritdoc />
    protected override Outcome Decide(MonthCloseBody body, Document document, IBookState state)
    {
        var last = Period.LastDay(body.Month);
        return state.ClosedThrough >= last
            ? new Refusal("month-closed-already", "month", body.Month)
            : Decision.On(document.OccurredOn, state, []) with
            {
                Closing = new(last),
            };
    }
}

/// <summary>A closed month is opened again, with every month after it.</summary>
public sealed record MonthReopeningBody(int Month, string Reason);

/// <summary>Two persons: who closed last cannot be the one who reopens.</summary>
public sealed class MonthReopening() : DocumentKind<MonthReopeningBody>("month-reopening")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Accountants;

    /// <inheritdoc />
    protected override Refusal? Check(MonthReopeningBody body, Document document) =>
        (Period.IsMonth(body.Month) ? null : new Refusal("month-absurd", "month", body.Month))
        ?? (string.IsNullOrWhiteSpace(body.Reason) ? new Refusal("reason-missing", "reason") : null)
        ?? Limits.CheckText(body.Reason, "reason");

    /// <inheritdoc />
    protected override Outcome Decide(MonthReopeningBody body, Document document, IBookState state)
    {
        if (state.ClosedThrough is not { } closed || Period.LastDay(body.Month) > closed)
        {
            return new Refusal("month-not-closed", "month", body.Month);
        }

        if (state.LastClosedYear >= body.Month / 100)
        {
            return new Refusal("year-closed", "month", state.LastClosedYear);
        }

        if (state.ClosersOf(Period.LastDay(body.Month)).Contains(document.Actor))
        {
            return new Refusal("same-person", null);
        }

        return Decision.On(document.OccurredOn, state, []) with
        {
            Closing = new(Period.FirstDay(body.Month).AddDays(-1)),
        };
    }
}

/// <summary>The result of a year goes into what has been gathered.</summary>
public sealed record YearCloseBody(int Year);

/// <summary>
/// Posting: every income and expense account to nothing against the accumulated surplus, in month 13, so that the
/// twelve months of the year keep telling what was earned.
/// </summary>
public sealed class YearClose() : DocumentKind<YearCloseBody>("year-close")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Accountants;

    /// <inheritdoc />
    protected override Refusal? Check(YearCloseBody body, Document document) =>
        body.Year is < 1900 or > 9998 ? new Refusal("year-absurd", "year", body.Year) : null;

    /// <inheritdoc />
    protected override Outcome Decide(YearCloseBody body, Document document, IBookState state)
    {
        var last = new DateOnly(body.Year, 12, 31);
        if (state.ClosedThrough is not { } closed || closed < last)
        {
            return new Refusal("year-months-open", "year", body.Year);
        }

        if (state.LastClosedYear >= body.Year)
        {
            return new Refusal("year-closed-already", "year", body.Year);
        }

        var surplus = state.Needed(Role.Surplus);
        var lines = new List<Line>();
        foreach (var (number, fund, balance) in state.ResultOf(body.Year))
        {
            var account = state.Account(number);
            var against = state.FindAccount(surplus.Code, account.Currency);
            if (against is null)
            {
                return new Refusal("account-unknown", "year", $"{surplus.Code} {account.Currency}");
            }

            lines.AddRange(Line.Signed(against.Number, number, balance, fund));
        }

        return new Decision(last, Period.YearClose(body.Year), lines);
    }
}
