using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports;

/// <summary>What happened in one month in the organisation's own currency.</summary>
/// <param name="In">What came into boxes and banks.</param>
/// <param name="Result">What was earned less what was spent.</param>
public sealed record Trend(int Month, long In, long Out, long Result)
{
    public bool IsEmpty => this is { In: 0, Out: 0, Result: 0 };

    /// <summary>The months up to one, oldest first; those before anything happened are left out.</summary>
    public static List<Trend> Of(BookReading book, int last, int count)
    {
        var months = new List<int> { last };
        while (months.Count < count)
        {
            months.Insert(0, Period.Of(Period.FirstDay(months[0]).AddDays(-1)));
        }

        var own = new Asked(Currency: book.Org.Currency);
        var income = IncomeStatement.Of(book, Period.FirstDay(months[0]), Period.LastDay(last), own, byMonth: true);
        var part = income.Parts.Count > 0 ? income.Parts[0] : null;
        var all = months.Select((month, i) => Of(book, month, own, part?.Result(i) ?? 0)).ToList();
        return [.. all.SkipWhile(t => t.IsEmpty && t.Month != last)];
    }

    private static Trend Of(BookReading book, int month, Asked own, long result)
    {
        var asked = own with { From = Period.FirstDay(month), To = Period.LastDay(month) };
        var flow = CashFlow.Of(book, asked).Parts;
        return new(month, flow.Sum(p => p.In), flow.Sum(p => p.Out), result);
    }
}
