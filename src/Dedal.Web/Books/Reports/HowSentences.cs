using Dedal.Domain.Books;
using Dedal.Web.Shared;

namespace Dedal.Web.Books.Reports;

/// <summary>
/// What is said of a month, each sentence with the statement it comes from (path and query below the organisation;
/// null: there is none). "We earned" is said only with what it leaves out.
/// </summary>
public sealed class HowSentences(HowAreWe how, Organisation org, Words w)
{
    public HowAreWe How => how;

    public IEnumerable<(string Text, string? Why)> All() => OfMonth().Concat(Where()).Concat(Debts());

    /// <summary>What came and went, what was earned, and how that was before.</summary>
    public IEnumerable<(string Text, string? Why)> OfMonth()
    {
        if (how.Documents == 0)
        {
            yield return (w["reports.how.nothing"], null);
            yield break;
        }

        yield return (w["reports.how.in-out", Says(how.Now.In), Says(how.Now.Out)], "reports/cash" + Range);
        yield return (Change(), null);
        yield return (Earned(), "reports/income" + Range);
        if (how.LastMonth is { } last)
        {
            yield return (Then("last-month", last), "como-vamos?month=" + Query(last.Month));
        }

        if (how.YearAgo is { } year)
        {
            yield return (Then("year-ago", year), "como-vamos?month=" + Query(year.Month));
        }
    }

    public IEnumerable<(string Text, string? Why)> Where()
    {
        var own = how.Boxes.Where(b => b.Account.Currency == org.Currency).ToList();
        if (own.Count > 0)
        {
            var to = how.Last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            yield return (w["reports.how.there-is", Says(own.Sum(b => b.Balance))], "reports/sheet?to=" + to);
        }
    }

    public IEnumerable<(string Text, string? Why)> Debts()
    {
        yield return (
            how.OweUs == 0 ? w["reports.how.nobody-owes"]
            : how.Debtors == 1 ? w["reports.how.one-owes-us", Says(how.OweUs)]
            : w["reports.how.owe-us", Says(how.OweUs), how.Debtors],
            how.OweUs == 0 ? null : "reports/owing"
        );
        yield return (
            how.WeOwe == 0 ? w["reports.how.we-owe-nobody"] : w["reports.how.we-owe", Says(how.WeOwe)],
            how.WeOwe == 0 ? null : "reports/owing"
        );
    }

    private string Says(long minor) => Format.Money(new(minor), org.Currency, org.Scale);

    private string Change() =>
        (how.Now.In - how.Now.Out) switch
        {
            0 => w["reports.how.same"],
            > 0 and var more => w["reports.how.more", Says(more)],
            var less => w["reports.how.less", Says(-less)],
        };

    private string Earned()
    {
        var result = how.Now.Result;
        var without =
            how.HasHours ? ""
            : how.HasMaterial ? w["reports.how.without-hours"]
            : w["reports.how.without-both"];
        return w[result < 0 ? "reports.how.lost" : "reports.how.earned", Says(Math.Abs(result)), without];
    }

    private string Then(string when, Trend month) =>
        w[$"reports.how.{when}-{(month.Result < 0 ? "lost" : "earned")}", Says(Math.Abs(month.Result))];

    private string Range =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"?from={how.First:yyyy-MM-dd}&to={how.Last:yyyy-MM-dd}"
        );

    private static string Query(int period) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{period / 100}-{period % 100:00}");
}
