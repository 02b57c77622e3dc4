using System.Globalization;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books.Reports;
using Dedal.Web.Data;

namespace Dedal.Tests.Reports;

/// <summary>The month of Taller Wara from the shared worked examples, entered as accountant's entries.</summary>
public class PracticeMonthTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_practice_month_has_the_balances_and_checks_of_the_reference(EngineKind engine)
    {
        using var json = Shared();
        var ledger = json.RootElement.GetProperty("practice_ledger");
        await using var test = new TestBook(engine);
        foreach (var entry in ledger.GetProperty("journal").EnumerateArray())
        {
            var rows = entry
                .GetProperty("lines")
                .EnumerateArray()
                .Select(l => new EntryRow(
                    l.GetProperty("account").GetString()!,
                    Minor(l, "debit"),
                    Minor(l, "credit")
                ));
            await test.Accept(
                "accountants-entry",
                new AccountantsEntryBody(entry.GetProperty("id").GetString()!, [.. rows])
            );
        }

        using var book = test.Read();
        var balances = TrialBalance
            .Of(book, new())
            .Rows.ToDictionary(r => r.Account.Code, r => r.Balance, StringComparer.Ordinal);
        var expected = ledger
            .GetProperty("trial_balance_debit_positive")
            .EnumerateObject()
            .ToDictionary(p => p.Name, p => Cents(p.Value.GetString()!), StringComparer.Ordinal);
        Assert.Equal(
            expected.OrderBy(b => b.Key, StringComparer.Ordinal),
            balances.OrderBy(b => b.Key, StringComparer.Ordinal)
        );

        var checks = ledger.GetProperty("checks");
        var income = IncomeStatement.Of(book, new(2026, 3, 1), new(2026, 3, 31), new(), byMonth: false).Parts[0];
        Assert.Equal(Minor(checks, "income"), income.Income.Sum(r => r.Total));
        Assert.Equal(Minor(checks, "expenses"), income.Expenses.Sum(r => r.Total));
        Assert.Equal(Minor(checks, "result"), income.TotalResult);
        var sheet = BalanceSheet.Of(book, new()).Parts[0];
        Assert.Equal(Minor(checks, "assets"), sheet.TotalAssets);
        Assert.Equal(Minor(checks, "liabilities"), sheet.TotalLiabilities);
        Assert.Equal(Minor(checks, "equity_before_result"), sheet.Equity.Sum(r => r.Amount));
        Assert.Equal(Minor(checks, "cash_box"), balances["1101"]);
        Assert.Equal(Minor(checks, "fiado_open"), balances["1201"]);
        Assert.Equal(Minor(checks, "owed_to_members"), -balances["2103"]);
        Assert.Equal(Minor(checks, "finished_goods_value"), balances.GetValueOrDefault("1303"));
    }

    private static JsonDocument Shared()
    {
        var path = SharedData.File("workshop/worked-examples.json");
        Assert.SkipWhen(path is null, "The shared worked examples are not beside this repository.");
        return JsonDocument.Parse(File.ReadAllText(path!));
    }

    private static long Minor(JsonElement row, string name) => Cents(row.GetProperty(name).GetString()!);

    private static long Cents(string text) => (long)(decimal.Parse(text, CultureInfo.InvariantCulture) * 100);
}
