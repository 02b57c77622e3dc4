using System.Text;
using Dedal.Domain.PlainText;

namespace Dedal.Tests.Domain.PlainText;

/// <summary>
/// What was imported can be exported, from memory and from stored bodies, without a balance changing.
/// </summary>
public sealed class ExportTests
{
    public static TheoryData<string> Journals => ReferenceJournalTests.Accepted;

    [Theory]
    [MemberData(nameof(Journals))]
    public void An_export_read_again_has_the_same_balances(string name)
    {
        var first = JournalRun.Read(File.ReadAllText(ReferenceJournalTests.FileOf(name)));
        var second = JournalRun.Read(Export(first.Transactions));
        Assert.Null(second.Refusal);
        Assert.Equal(Sorted(first.Balances), Sorted(second.Balances));
        Assert.Equal(Sorted(first.Monthly), Sorted(second.Monthly));
        Assert.Equal(first.Transactions.Count, second.Transactions.Count);
    }

    [Theory]
    [MemberData(nameof(Journals))]
    public void Stored_bodies_give_the_same_export_and_the_same_legs(string name)
    {
        var run = JournalRun.Read(File.ReadAllText(ReferenceJournalTests.FileOf(name)));
        var table = new CommodityTable();
        foreach (var commodity in run.Commodities.All)
        {
            table.Declare(commodity.Name, commodity.Scale);
        }

        var restored = run.Transactions.ConvertAll(t =>
        {
            var (transaction, refusal) = JournalBody.Read(Encoding.UTF8.GetBytes(JournalBody.Write(t)), table);
            Assert.Null(refusal);
            return transaction!;
        });
        Assert.Equal(Export(run.Transactions), Export(restored));

        var accounts = new AccountTable();
        var booker = new Booker(accounts);
        var totals = new Dictionary<int, long>();
        var legs = new List<Leg>();
        foreach (var transaction in restored)
        {
            Assert.Null(booker.Book(transaction, legs));
            foreach (var leg in legs)
            {
                totals[leg.Account] = totals.GetValueOrDefault(leg.Account) + leg.Minor;
            }
        }

        Assert.Equal(
            run.Totals.Where(t => t.Value != 0).Select(t => (run.Accounts[t.Key].Path, t.Value)).Order(),
            totals.Where(t => t.Value != 0).Select(t => (accounts[t.Key].Path, t.Value)).Order()
        );
    }

    internal static string Export(IEnumerable<JournalTransaction> transactions)
    {
        var text = new StringBuilder();
        JournalWriter.WriteHeader(text);
        var writer = new JournalWriter();
        foreach (var transaction in transactions)
        {
            writer.Write(transaction, text);
        }

        return text.ToString();
    }

    internal static IEnumerable<KeyValuePair<string, decimal>> Sorted(Dictionary<string, decimal> balances) =>
        balances.OrderBy(b => b.Key, StringComparer.Ordinal);
}
