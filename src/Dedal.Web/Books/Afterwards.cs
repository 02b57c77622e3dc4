using System.Globalization;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>
/// The sentences after saving, made from what the document did to boxes and debts: «Entró 25 bolivianos. En la caja hay
/// 670 con 40.» Each is short enough to be read aloud.
/// </summary>
public sealed class Afterwards(Statements sql, Organisation org, Words w)
{
    /// <summary>How long after recording a document its sentence is still said.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly Teller teller = new(sql, org, w);

    /// <summary>What to say on a page reached with <c>?done=</c>; null when that is long ago or no number.</summary>
    public (string Text, NotebookRow Row)? Of(HttpContext context, DateTimeOffset now) =>
        long.TryParse(context.Request.Query["done"], CultureInfo.InvariantCulture, out var seq)
        && Notebook.BySeq(sql, org.Id, seq) is { } row
        && now.ToUnixTimeMilliseconds() - row.RecordedAtMs < Fresh.TotalMilliseconds
            ? (Say(row), row)
            : null;

    /// <summary>All sentences about a document.</summary>
    public string Say(NotebookRow row)
    {
        var said = new List<string>();
        if (row.Document.Kind == "cash-count")
        {
            var told = teller.Tell(row);
            said.Add(w["said.counted", Spoken.Money(told.Amount!.Value, org.Currency, org.Scale, w)]);
            var difference = Teller.DifferenceOf(row);
            var found =
                difference.IsZero ? "said.count-right"
                : difference.IsNegative ? "said.count-short"
                : "said.count-over";
            said.Add(w[found, Spoken.Money(difference.Abs(), org.Currency, org.Scale, w)]);
            return string.Join(' ', said);
        }

        if (row.Document.Kind == "reversal")
        {
            said.Add(w["said.reversed"]);
        }

        var effects = Effects(row);
        if (row.Reverses is null)
        {
            Boxes(said, effects);
        }

        Debts(said, row);
        if (row.Document.Kind == "qr-given-back" && row.Lines.Count == 0)
        {
            said.Add(w["qr.back-twice"]);
        }

        if (said.Count == 0)
        {
            said.Add(w["said.saved", teller.Tell(row).What]);
        }

        if (effects.Keys.FirstOrDefault(a => a.Box == BoxKind.Cash) is { } cash)
        {
            var balance = sql.First(
                "select coalesce(sum(debit - credit), 0) from month_total where org_id = $1 and account = $2",
                Read.Sum,
                org.Id,
                cash.Number
            );
            said.Add(w["said.in-the-box", Spoken.Bare(new(balance), cash.Currency, cash.Scale, w)]);
        }

        return string.Join(' ', said);
    }

    private void Boxes(List<string> said, Dictionary<Account, Money> effects)
    {
        var moved = effects.Where(e => !e.Value.IsZero).ToList();
        if (moved.Count == 2 && moved[0].Value == -moved[1].Value)
        {
            var to = moved.Find(e => !e.Value.IsNegative);
            said.Add(w["said.moved", Amount(to.Key, to.Value), teller.NameOf(to.Key)]);
            return;
        }

        foreach (var (account, amount) in moved)
        {
            var way = amount.IsNegative ? "out" : "in";
            var place = account.Box switch
            {
                BoxKind.QrPending => "-qr",
                BoxKind.Bank => "-bank",
                _ => "",
            };
            said.Add(w[$"said.{way}{place}", Amount(account, amount.Abs())]);
        }
    }

    private void Debts(List<string> said, NotebookRow row)
    {
        var chart = Charts.Named(org.Chart);
        var receivable = chart.CodeOf(Role.Receivable);
        var payable = chart.CodeOf(Role.Payable);
        var touched = row
            .Lines.SelectMany<Line, (int Account, string? Subject)>(l =>
                [(l.Debit, l.DebitSubject), (l.Credit, l.CreditSubject)]
            )
            .Where(t => t.Subject?.StartsWith("party:", StringComparison.Ordinal) == true)
            .Distinct();
        foreach (var (number, subject) in touched)
        {
            var account = teller.Account(number);
            var party = Guid.Parse(subject!["party:".Length..]);
            var balance = Parties.Balance(sql, org.Id, number, party);
            if (account.Code == receivable)
            {
                said.Add(
                    balance > Money.Zero
                        ? w["said.owes-us", teller.NameOf(party), Amount(account, balance)]
                        : w["said.owes-nothing", teller.NameOf(party)]
                );
            }
            else if (account.Code == payable)
            {
                said.Add(
                    balance.IsNegative
                        ? w["said.we-owe", teller.NameOf(party), Amount(account, -balance)]
                        : w["said.we-owe-nothing", teller.NameOf(party)]
                );
            }
        }
    }

    private string Amount(Account account, Money amount) => Spoken.Money(amount, account.Currency, account.Scale, w);

    private Dictionary<Account, Money> Effects(NotebookRow row)
    {
        var effects = new Dictionary<Account, Money>();
        foreach (var line in row.Lines)
        {
            if (!Subject.IsCount(line.DebitSubject) && !Subject.IsCount(line.CreditSubject))
            {
                Add(line.Debit, line.Amount);
                Add(line.Credit, -line.Amount);
            }
        }

        return effects;

        void Add(int number, Money amount)
        {
            var account = teller.Account(number);
            // What went back had stopped counting when the sale was undone: only the box is worth a sentence.
            var isSettled = account.Box == BoxKind.QrPending && row.Document.Kind == "qr-given-back";
            if (account.Box != BoxKind.None && !isSettled)
            {
                effects[account] = effects.GetValueOrDefault(account) + amount;
            }
        }
    }
}
