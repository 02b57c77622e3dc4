using CsCheck;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books.Reports;
using Dedal.Web.Data;

namespace Dedal.Tests.Reports;

/// <summary>What holds of statements after any history, on any day, as known on any day.</summary>
public class StatementLawTests
{
    [Theory, ClassData(typeof(Engines))]
    public Task Statements_keep_their_laws_after_any_history(EngineKind engine) =>
        Gen.Select(RandomHistory.Acts, Gen.Int[0, 150], Gen.Int[0, 150])
            .AlwaysAsync(
                async (acts, first, length) =>
                {
                    await using var test = new TestBook(engine);
                    await RandomHistory.Live(test, acts);
                    using var book = test.Read();
                    var from = new DateOnly(2025, 9, 15).AddDays(first);
                    var to = from.AddDays(length);
                    TheSheetBalances(book, to);
                    TheResultIsWhatEquityGained(book, from, to);
                    MonthsAddUp(book, from, to);
                    TheCashFlowCloses(book, from, to);
                    RegistersEndAtTheBalance(book, from, to);
                    DebtsAreTheBalancesOfPersons(book, to);
                },
                iter: Iterations(engine, 100)
            );

    [Theory, ClassData(typeof(Engines))]
    public Task As_known_on_a_day_is_the_book_of_the_documents_up_to_that_day(EngineKind engine) =>
        Gen.Select(RandomHistory.Acts, Gen.Double[0, 1], Gen.Int[0, 200])
            .AlwaysAsync(
                async (acts, part, days) =>
                {
                    await using var test = new TestBook(engine);
                    var steps = await RandomHistory.Live(test, acts);
                    var known = DayThere(steps[(int)(part * (steps.Count - 1))].At);
                    await using var then = new TestBook(engine);
                    await RandomHistory.Replay(then, steps.Where(s => DayThere(s.At) <= known));
                    using var now = test.Read();
                    using var past = then.Read();
                    DateOnly?[] cuts = [null, new DateOnly(2025, 9, 15).AddDays(days), new DateOnly(2025, 12, 31)];
                    foreach (var to in cuts)
                    {
                        Assert.Equal(All(past, to, null), All(now, to, known));
                    }
                },
                iter: Iterations(engine, 100)
            );

    /// <summary>Every statement and register of a book as lines of text.</summary>
    private static List<string> All(BookReading book, DateOnly? to, DateOnly? known)
    {
        var from = new DateOnly(2025, 10, 7);
        var asked = new Asked(from, to, known);
        var end = to is { } t && t > from ? t : new(2026, 12, 31);
        var result = IncomeStatement.Of(book, from, end, asked, byMonth: true).Parts;
        var sheet = BalanceSheet.Of(book, asked).Parts;
        var owing = Owing.Of(book, asked);
        return
        [
            .. TrialBalance.Of(book, asked).Rows.Select(r => $"{r.Account.Code} {r.Fund} {r.Debit} {r.Credit}"),
            .. result
                .SelectMany(p => p.Income.Concat(p.Expenses))
                .Select(r => $"{r.Account.Code} {string.Join(' ', r.Amounts)}"),
            .. sheet.SelectMany(p => p.Equity).Select(r => $"{r.Account.Code} {r.Amount}"),
            .. sheet.Select(p => $"result {p.Result}"),
            .. CashFlow.Of(book, asked).Parts.SelectMany(p => p.Boxes).Select(b => b.ToString()),
            .. CashFlow.Of(book, asked).Parts.SelectMany(p => p.Flows).Select(f => f.ToString()),
            .. owing.OweUs.Concat(owing.WeOwe).Select(o => $"{o.Account.Code} {o.Amount} {o.Since}"),
            .. book.Accounts.Values.SelectMany(a =>
                StatementTests
                    .Walk(
                        book,
                        new(a.Number, From: asked.From, To: to, Known: known, OldestFirst: a.Number % 2 == 0, Size: 5)
                    )
                    .Select(r => $"{a.Code} {r.Document} {r.Amount} {r.Running}")
            ),
        ];
    }

    private static void TheSheetBalances(BookReading book, DateOnly day)
    {
        foreach (var part in BalanceSheet.Of(book, new(To: day)).Parts)
        {
            Assert.Equal(part.TotalAssets, part.TotalLiabilities + part.TotalEquity);
            Assert.Equal(0, part.Exchange);
        }
    }

    /// <summary>
    /// Nothing but income, expenses and what goes home touches equity here; a year close only moves inside it.
    /// </summary>
    private static void TheResultIsWhatEquityGained(BookReading book, DateOnly from, DateOnly to)
    {
        var home = Changed("3104");
        var result = IncomeStatement.Of(book, from, to, new(), byMonth: false).Parts.Sum(p => p.TotalResult);
        Assert.Equal(Equity(to) - Equity(from.AddDays(-1)), result - home);

        long Equity(DateOnly day) => BalanceSheet.Of(book, new(To: day)).Parts.Sum(p => p.TotalEquity);

        long Changed(string code) => Standing(book, code, to) - Standing(book, code, from.AddDays(-1));
    }

    private static void MonthsAddUp(BookReading book, DateOnly from, DateOnly to)
    {
        var whole = IncomeStatement.Of(book, from, to, new(), byMonth: false).Parts;
        var months = IncomeStatement.Of(book, from, to, new(), byMonth: true).Parts;
        Assert.Equal(Lines(whole), Lines(months));

        static IEnumerable<(string, long)> Lines(IReadOnlyList<IncomePart> parts) =>
            parts
                .SelectMany(p => p.Income.Concat(p.Expenses))
                .Where(r => r.Total != 0)
                .Select(r => (r.Account.Code, r.Total));
    }

    private static void TheCashFlowCloses(BookReading book, DateOnly from, DateOnly to)
    {
        foreach (var part in CashFlow.Of(book, new(from, to)).Parts)
        {
            foreach (var box in part.Boxes)
            {
                Assert.Equal(box.Closing, box.Opening + box.In - box.Out + box.MovedIn - box.MovedOut);
            }

            Assert.Equal(part.Boxes.Sum(b => b.MovedIn), part.Boxes.Sum(b => b.MovedOut));
            Assert.Equal(part.Boxes.Sum(b => b.In), part.In);
        }
    }

    private static void RegistersEndAtTheBalance(BookReading book, DateOnly from, DateOnly to)
    {
        foreach (var account in book.Accounts.Values)
        {
            var page = Register.Of(book, new(account.Number, From: from, To: to, Size: 1000));
            Assert.Equal(Standing(book, account.Code, to), page.Closing);
            Assert.Equal(Standing(book, account.Code, from.AddDays(-1)), page.Opening);
            var rows = StatementTests.Walk(book, new(account.Number, From: from, To: to, OldestFirst: true, Size: 3));
            Assert.Equal(page.Rows.Reverse(), rows);
        }
    }

    private static void DebtsAreTheBalancesOfPersons(BookReading book, DateOnly day)
    {
        var owing = Owing.Of(book, new(To: day));
        Assert.Equal(Standing(book, "1201", day), owing.OweUs.Concat(owing.WeOwe).Where(Of("1201")).Sum(r => r.Amount));
        Assert.Equal(Standing(book, "2101", day), owing.OweUs.Concat(owing.WeOwe).Where(Of("2101")).Sum(r => r.Amount));
        Assert.All(owing.OweUs.Concat(owing.WeOwe), r => Assert.True(r.Since is not null && r.Since <= day));

        static Func<OwingRow, bool> Of(string code) => r => r.Account.Code == code;
    }

    private static long Standing(BookReading book, string code, DateOnly day) =>
        Balances.AsOf(book, day).Where(t => t.Account.Code == code).Sum(t => t.Balance);

    private static DateOnly DayThere(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime.AddHours(-4));

    private static long Iterations(EngineKind engine, long sqlite)
    {
        TestDatabase.SkipWithout(engine);
        return engine == EngineKind.Sqlite ? sqlite : sqlite / 10;
    }
}
