using System.Globalization;
using Dedal.Domain;
using Dedal.Domain.PlainText;

namespace Dedal.Tests.Domain.PlainText;

/// <summary>
/// Reads a journal text as the import does: two passes, legs paired into lines, balances from the lines.
/// </summary>
internal sealed class JournalRun
{
    private JournalRun() { }

    public Refusal? Refusal { get; private set; }

    public List<JournalTransaction> Transactions { get; } = [];

    public AccountTable Accounts { get; private set; } = new();

    public CommodityTable Commodities { get; private set; } = new();

    public Dictionary<int, long> Totals { get; } = [];

    public Dictionary<(string Month, int Account), long> Months { get; } = [];

    /// <summary>"account TAB commodity" to amount, without zero rows and without trading accounts.</summary>
    public Dictionary<string, decimal> Balances =>
        Totals
            .Where(t => t.Value != 0 && !Accounts[t.Key].IsTrading)
            .ToDictionary(t => KeyOf(t.Key), t => AmountOf(t.Key, t.Value), StringComparer.Ordinal);

    public Dictionary<string, decimal> Monthly =>
        Months
            .Where(t => t.Value != 0 && !Accounts[t.Key.Account].IsTrading)
            .ToDictionary(
                t => t.Key.Month + "\t" + KeyOf(t.Key.Account),
                t => AmountOf(t.Key.Account, t.Value),
                StringComparer.Ordinal
            );

    public static JournalRun Read(string text, JournalOptions? options = null)
    {
        var run = new JournalRun();
        var survey = new JournalSurvey(options ?? new() { DefaultYear = 2026 });
        run.Commodities = survey.Commodities;
        run.Refusal = FeedAll(text, survey.Feed) ?? survey.Finish();
        if (run.Refusal is not null)
        {
            return run;
        }

        JournalReader reader = null!;
        reader = new JournalReader(survey, booked => run.Take(booked, reader.Accounts));
        run.Accounts = reader.Accounts;
        run.Refusal = FeedAll(text, reader.Feed) ?? reader.Finish();
        return run;
    }

    private void Take(BookedTransaction booked, AccountTable accounts)
    {
        Transactions.Add(booked.Transaction);
        var month = booked.Transaction.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        foreach (var group in booked.Legs.GroupBy(l => accounts[l.Account].Commodity))
        {
            Assert.Equal(0, group.Sum(l => l.Minor));
        }

        foreach (var leg in booked.Legs)
        {
            Add(leg.Account, month, leg.Minor);
        }
    }

    private void Add(int account, string month, long minor)
    {
        Totals[account] = Totals.GetValueOrDefault(account) + minor;
        Months[(month, account)] = Months.GetValueOrDefault((month, account)) + minor;
    }

    private string KeyOf(int account) => Accounts[account].Path + "\t" + Accounts[account].Commodity.Name;

    private decimal AmountOf(int account, long minor)
    {
        decimal amount = minor;
        for (var i = 0; i < Accounts[account].Commodity.Scale; i++)
        {
            amount /= 10;
        }

        return amount;
    }

    public delegate Refusal? Feeder(ReadOnlySpan<char> line, int number);

    public static Refusal? FeedAll(string text, Feeder feed)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLinesByFeed())
        {
            if (feed(line, ++number) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}

/// <summary>Splits at line feeds only (the framework's enumerator also splits at other characters).</summary>
internal static class LineFeeds
{
    public static Enumerator EnumerateLinesByFeed(this ReadOnlySpan<char> text) => new(text);

    public ref struct Enumerator(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;
        private bool _done;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_done)
            {
                return false;
            }

            var end = _rest.IndexOf('\n');
            _done = end < 0;
            Current = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            return true;
        }
    }
}
