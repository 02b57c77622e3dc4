using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Costing;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Web.Books;
using Dedal.Web.Books.Reports;
using Dedal.Web.Parameters;
using Dedal.Web.Shared;

namespace Dedal.Web.Workshop.Reports;

/// <summary>One advice: a sentence with two numbers, one action, its lesson, and what it is made of.</summary>
/// <param name="Args">What stands in the sentence: amounts (<see cref="Money"/>), counts and names.</param>
/// <param name="Lesson">Number of the lesson (workshop reference §3.2).</param>
/// <param name="Why">Page that shows what it is made of.</param>
public sealed record Advice(string Rule, IReadOnlyList<object> Args, int Lesson, string Why)
{
    /// <summary>Days for which an advice that was put away stays away.</summary>
    private const int Rest = 14;

    /// <summary>
    /// The advice of a day (workshop reference §6.4): of the rules that hold the most pressing one, at most one a day;
    /// none on a day on which one was put away.
    /// </summary>
    /// <param name="inOrder">What the rules find, the most pressing first.</param>
    public static Advice? OfDay(BookReading book, IEnumerable<Advice> inOrder, DateOnly day)
    {
        var away = Dismissed(book, day);
        return away.Exists(a => a.Day == day) ? null : inOrder.FirstOrDefault(a => !away.Exists(d => d.Rule == a.Rule));
    }

    /// <summary>Its sentence, read by a person.</summary>
    public string Say(Words words, Organisation org) =>
        words[
            "advice." + Rule,
            [.. Args.Select(a => a is Money money ? Format.Money(money, org.Currency, org.Scale) : a)]
        ];

    private static List<(string Rule, DateOnly Day)> Dismissed(BookReading book, DateOnly day) =>
        book.Sql.Query(
            """
            select a.subject, e.posted_on from about a join entry e on e.org_id = a.org_id and e.seq = a.seq
            where a.org_id = $1 and a.subject >= 'advice:' and a.subject < 'advice;' and e.posted_on > $2
              and not exists (select 1 from entry r where r.org_id = a.org_id and r.reverses = a.seq)
            """,
            r => (r.GetString(0)["advice:".Length..], r.GetFieldValue<DateOnly>(1)),
            book.Org.Id,
            day.AddDays(-Rest)
        );
}

/// <summary>The rules, each looked at only when none before it holds.</summary>
internal sealed class AdviceRules(BookReading book, Viability viability, DatedValues values, DateOnly day)
{
    public IEnumerable<Advice> InOrder() =>
        new Func<Advice?>[] { Cash, BelowCost, NoCount, OldFiado, Hour, ComesBack, OneBuyer, Tax }
            .Select(rule => rule())
            .OfType<Advice>();

    /// <summary>In one case of ten cash is gone within six weeks.</summary>
    private Advice? Cash() =>
        viability.Cash.Band is { FirstWeekBelowZero: <= 6 and var week } band
            ? new("cash", [Of(band.ToAdd), week], 10, "alcanza")
            : null;

    /// <summary>A price under full cost, where no norm fixes it.</summary>
    private Advice? BelowCost() =>
        viability
            .Costs.Products.Where(p => p.IsBelowCost && !p.IsRegulated)
            .MaxBy(p => (p.Planned.Total - p.Price) / p.Planned.Total)
            is { Price: { } price } worst
            ? new("below-cost", [worst.Item.Name, Of(price), Of(worst.Planned.Total)], 6, "costs")
            : null;

    /// <summary>Nobody counted for three days (or ever, since the book began), and there is cash.</summary>
    private Advice? NoCount()
    {
        var last = book.Sql.First(
            """
            select coalesce(
              (select max(moment_day) from cash_count where org_id = $1 and reversed_by is null),
              (select min(posted_on) from entry where org_id = $1))
            """,
            r => r.IsDBNull(0) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(0),
            book.Org.Id
        );
        var cash = Balances
            .AsOf(book, day)
            .Where(t => t.Account.Box == BoxKind.Cash && t.Account.Currency == book.Org.Currency)
            .Sum(t => t.Balance);
        return last is { } counted && cash > 0 && day.DayNumber - counted.DayNumber is >= 3 and var days
            ? new("no-count", [days, new Money(cash)], 3, "count")
            : null;
    }

    /// <summary>Fiado older than 15 days above a fifth of the week's sales.</summary>
    private Advice? OldFiado()
    {
        var receivable = Charts.Named(book.Org.Chart).CodeOf(Role.Receivable);
        var old = Owing
            .Of(book, new(To: day, Currency: book.Org.Currency))
            .OweUs.Where(r => r.Account.Code == receivable && r.Since < day.AddDays(-15))
            .Sum(r => r.Amount);
        var week = Sales(day.AddDays(-6));
        return old > 0 && old * 5 > week
            ? new("old-fiado", [new Money(old), new Money(week)], 4, "reports/owing")
            : null;
    }

    /// <summary>An hour earned less than the minimum wage two weeks running.</summary>
    private Advice? Hour()
    {
        if (
            viability.Costs.HourRate is not { } fair
            || EarnedAnHour(0) is not { } now
            || EarnedAnHour(1) is not { } before
        )
        {
            return null;
        }

        return now < fair && before < fair ? new("hour", [Of(now), Of(fair)], 7, "costs") : null;
    }

    /// <summary>
    /// What an hour of a week earned; null when no hours were written, or when what they bring is shared and nothing
    /// was shared that week.
    /// </summary>
    private decimal? EarnedAnHour(int weeksAgo)
    {
        var to = day.AddDays(-7 * weeksAgo);
        var minutes = viability.Activity.Minutes.Where(m => m.Key > to.AddDays(-7) && m.Key <= to).Sum(m => m.Value);
        return minutes == 0 || WaitsForItsShare(to.AddDays(-6), to)
            ? null
            : Viability.Earned(book, to.AddDays(-7), to) * 60 / minutes;
    }

    private bool WaitsForItsShare(DateOnly from, DateOnly to)
    {
        var pay = new PayBook(book.Sql, book.Org);
        var rules = pay.Rules();
        return pay.Work(from, to).Exists(w => rules(w.Member)?.Method == PayMethod.Share)
            && !pay.Runs().Exists(r => r.Day >= from && r.Day <= to && r.Body.Lines.Any(l => l.Share > 0));
    }

    /// <summary>More than a tenth came back at a stop three times in four weeks.</summary>
    private Advice? ComesBack()
    {
        var much = viability
            .Activity.Stops.Where(s => s.Left > 0 && s.Day > day.AddDays(-28) && s.Returned * 10 > s.Left)
            .GroupBy(s => s.Party)
            .FirstOrDefault(g => g.Count() >= 3);
        return much is null
            ? null
            : new(
                "returns",
                [much.Sum(s => s.Returned), much.Sum(s => s.Left), Name(much.Key)],
                9,
                $"buyers#b-{much.Key:D}"
            );
    }

    /// <summary>One buyer takes more than half of what was sold in four weeks.</summary>
    private Advice? OneBuyer()
    {
        var sold = viability.Activity.Sales.Where(s => s.Day > day.AddDays(-28)).ToList();
        var (all, first) = (
            sold.Sum(s => s.Amount),
            sold.Where(s => s.Party is not null).GroupBy(s => s.Party!.Value).MaxBy(g => g.Sum(s => s.Amount))
        );
        return first is not null && first.Sum(s => s.Amount) is var most && most * 2 > all
            ? new("one-buyer", [new Money(most), new Money(all), Name(first.Key)], 9, $"buyers#b-{first.Key:D}")
            : null;
    }

    /// <summary>Sales of twelve months near the limit of the simplified regime.</summary>
    private Advice? Tax()
    {
        var sales = Sales(viability.Costs.From);
        return values.NumberAt(ParameterName.TaxSales, day) is { } limit && sales / 100m > limit * TaxWatch.Near
            ? new("tax", [new Money(sales), Of(limit * 100)], 12, "parameters")
            : null;
    }

    private long Sales(DateOnly from) =>
        Balances
            .ResultByMonth(book, from, day)
            .Where(c => Viability.IsSale(c.Account) && c.Account.Currency == book.Org.Currency)
            .Sum(c => c.Credit - c.Debit);

    private string Name(Guid party) => Parties.NameOf(book.Sql, book.Org.Id, party) ?? "…";

    private static Money Of(decimal minor) => new(Rounding.Minor(minor));
}

/// <summary>Putting an advice away.</summary>
public static class DismissAdvice
{
    /// <summary>The body of the form.</summary>
    public static object Read(Form form, Caller caller) => new AdviceDismissedBody(form["rule"], form["reason"]);
}
