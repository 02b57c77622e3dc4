using System.Text.Json;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>Whether money came in, went out, or neither.</summary>
public enum Way
{
    Neither,
    In,
    Out,
}

/// <summary>A document in plain words, one fact.</summary>
/// <param name="What">What happened: <c>Vendí a doña Julia</c>.</param>
/// <param name="Detail">How: <c>efectivo 200,00 · fiado 120,00</c>.</param>
public sealed record Told(string Icon, string What, string? Detail = null, Money? Amount = null, Way Way = Way.Neither);

/// <summary>Says documents in plain words of one language; reads the names it needs, each once.</summary>
public sealed partial class Teller(Statements sql, Organisation org, Words w)
{
    private readonly Dictionary<Guid, string> names = [];
    private Dictionary<Guid, string>? items;
    private readonly Dictionary<int, Account> accounts = AccountRows.All(sql, org.Id).ToDictionary(a => a.Number);

    public Account Account(int number) => accounts[number];

    public string NameOf(Account account) => account.Name ?? Charts.NameOf(org.Chart, account.Code, w.Language);

    /// <summary>An account by what a body calls it: code, or code and currency.</summary>
    public string NameOf(string code) =>
        accounts.Values.FirstOrDefault(a => a.Code == code || $"{a.Code} {a.Currency}" == code) is { } account
            ? NameOf(account)
            : code;

    public string NameOf(Guid party)
    {
        if (!names.TryGetValue(party, out var name))
        {
            names[party] = name = Parties.NameOf(sql, org.Id, party) ?? w["told.someone"];
        }

        return name;
    }

    /// <summary>The document in plain words.</summary>
    public Told Tell(NotebookRow row)
    {
        try
        {
            return TellKind(row);
        }
        catch (JsonException)
        {
            // A body of a later schema that an older program reads: the kind is still worth saying.
            return new("file", KindName(row.Document.Kind));
        }
    }

    public string KindName(string kind) => w.Has("kind." + kind) ? w["kind." + kind] : kind;

    private Told TellKind(NotebookRow row) =>
        row.Document.Kind switch
        {
            "sale" when Body<SaleBody>(row) is var b => new(
                "in",
                b.Party is { } p ? w["told.sale-to", NameOf(p)] : w["told.sale"],
                Detail(Goods(b), Paid(b.Paid), b.Note),
                new(b.Total),
                b.Paid.All(x => x.How == Paying.Credit) ? Way.Neither : Way.In
            ),
            "fiado-payment" when Body<FiadoPaymentBody>(row) is var b => new(
                "people",
                w["told.fiado-payment", NameOf(b.Party)],
                Detail(How(b.How), b.Note),
                new(b.Amount),
                Way.In
            ),
            "purchase" or "expense" when Body<SpendingBody>(row) is var b => new(
                row.Document.Kind == "purchase" ? "cart" : "receipt",
                w["told." + row.Document.Kind, AccountIcons.Word(org.Chart, b.Account, w) ?? NameOf(b.Account)],
                Detail(b.Party is { } p ? NameOf(p) : null, Paid(b.Paid, "owed"), b.Note),
                new(b.Total),
                b.Paid.All(x => x.How == Paying.Credit) ? Way.Neither : Way.Out
            ),
            "supplier-payment" when Body<SupplierPaymentBody>(row) is var b => new(
                "receipt",
                w["told.supplier-payment", NameOf(b.Party)],
                Detail(How(b.How), b.Note),
                new(b.Amount),
                Way.Out
            ),
            "transfer" when Body<TransferBody>(row) is var b => new(
                "swap",
                w["told.transfer", NameOf(b.From), NameOf(b.To)],
                b.Note,
                new(b.Amount)
            ),
            "house-withdrawal" when Body<HouseWithdrawalBody>(row) is var b => new(
                "home",
                w["told.house-withdrawal"],
                Detail(How(b.How), b.Note),
                new(b.Amount),
                Way.Out
            ),
            "contribution" when Body<ContributionBody>(row) is var b => new(
                "hand",
                w["told.contribution"],
                Detail(How(b.How), b.Note),
                new(b.Amount),
                Way.In
            ),
            "money-received" when Body<MoneyReceivedBody>(row) is var b => new(
                "gift",
                w["told.money." + b.Source],
                Detail(b.Party is { } p ? NameOf(p) : null, How(b.How), b.Note),
                new(b.Amount),
                Way.In
            ),
            "cash-count" when Body<CashCountBody>(row) is var b => new(
                "coins",
                w["told.cash-count"],
                Detail(Difference(row), b.Note),
                new(b.Counted)
            ),
            _ => TellRest(row),
        };

    private Told TellRest(NotebookRow row) =>
        row.Document.Kind switch
        {
            "qr-seen" => new("qr", w["told.qr-seen"], null, Total(row)),
            "qr-disputed" when Body<QrDisputedBody>(row) is var b => new(
                "qr",
                w["told.qr-disputed"],
                Detail(b.Party is { } p ? w["told.owes-it", NameOf(p)] : null, b.Note),
                Total(row)
            ),
            "qr-given-back" when Body<QrGivenBackBody>(row) is var b => GivenBack(row, b),
            "bad-debt" when Body<BadDebtBody>(row) is var b => new(
                "people",
                w["told.bad-debt", NameOf(b.Party)],
                b.Note,
                new(b.Amount)
            ),
            "customer-refund" when Body<CustomerRefundBody>(row) is var b => new(
                "people",
                w["told.customer-refund", NameOf(b.Party)],
                Detail(How(b.How), b.Note),
                new(b.Amount),
                Way.Out
            ),
            "accountants-entry" when Body<AccountantsEntryBody>(row) is var b => new(
                "pencil",
                w["told.accountants-entry"],
                b.Reason,
                Total(row)
            ),
            "opening-balances" => new("box", w["told.opening-balances"], null, Total(row)),
            "month-close" when Body<MonthCloseBody>(row) is var b => new(
                "lock",
                w["told.month-close", Days.Month(b.Month, w)]
            ),
            "month-reopening" when Body<MonthReopeningBody>(row) is var b => new(
                "lock",
                w["told.month-reopening", Days.Month(b.Month, w)],
                b.Reason
            ),
            "year-close" when Body<YearCloseBody>(row) is var b => new("lock", w["told.year-close", b.Year]),
            "reversal" when Body<ReversalBody>(row) is var b => new("undo", w["told.reversal"], Reversal(row, b)),
            "item-kept" when Body<ItemKeptBody>(row) is var b => new(b.Icon, w["told.item-kept", b.Name]),
            "party-added" when Body<PartyAddedBody>(row) is var b => new(
                "user",
                w["told.party-added", NameOf(b.Party)],
                w["party." + b.Role]
            ),
            "party-merged" when Body<PartyMergedBody>(row) is var b => new(
                "people",
                w["told.party-merged", NameOf(b.From), NameOf(b.Into)],
                b.Note
            ),
            "account-added" when Body<AccountAddedBody>(row) is var b => new(
                "list",
                w["told.account-added", b.Name],
                b.Code
            ),
            "fund-opened" when Body<FundOpenedBody>(row) is var b => new("list", w["told.fund-opened", b.Name]),
            _ => TellShop(row)
                ?? new("file", KindName(row.Document.Kind), null, row.Lines.Count > 0 ? Total(row) : null),
        };

    /// <summary>Counted less expected, as a count found it when it was recorded.</summary>
    public static Money DifferenceOf(NotebookRow row)
    {
        var subject = Subject.Count(row.Document.Id);
        return new(
            row.Lines.Sum(l =>
                l.CreditSubject == subject ? l.Amount.Minor
                : l.DebitSubject == subject ? -l.Amount.Minor
                : 0
            )
        );
    }

    private string Difference(NotebookRow row)
    {
        var difference = DifferenceOf(row);
        return difference.IsZero
            ? w["told.count-right"]
            : w[
                difference.IsNegative ? "told.count-short" : "told.count-over",
                Format.Amount(difference.Abs().Minor, org.Scale)
            ];
    }

    /// <summary>Whose it was is said by the document that she had paid.</summary>
    private Told GivenBack(NotebookRow row, QrGivenBackBody body)
    {
        var original = BookQueries.Document(sql, org.Id, body.Document) is var (seq, _)
            ? Notebook.BySeq(sql, org.Id, seq)
            : null;
        var detail = Detail(original is null ? null : Tell(original).What, How(body.How), body.Note);
        var line = row.Lines.FirstOrDefault(l => l.DebitSubject == Subject.Qr(body.Document));
        return line.Amount.IsZero
            ? new("qr", w["qr.back-again"], detail)
            : new("qr", w["told.qr-given-back"], detail, line.Amount, Way.Out);
    }

    private string Reversal(NotebookRow row, ReversalBody body)
    {
        var original = row.Reverses is { } seq ? Notebook.BySeq(sql, org.Id, seq) : null;
        if (original is null)
        {
            return body.Reason ?? "";
        }

        var told = Tell(original);
        var amount = told.Amount is { } a ? Format.Amount(a.Minor, org.Scale) : null;
        return Detail(Detail(told.What, amount), body.Reason)!;
    }

    /// <summary>What was sold: <c>2 Pan redondo, 1 Mandil</c>, by the names the items have now.</summary>
    private string? Goods(SaleBody body)
    {
        if (body.Items is null)
        {
            return null;
        }

        return string.Join(", ", body.Items.Select(i => Pieces(i.Quantity, i.Item)));
    }

    private string Paid(IReadOnlyList<Payment> parts, string credit = "credit") =>
        parts.Count == 1
            ? How(parts[0].How, credit)
            : string.Join(
                " · ",
                parts.Select(p => $"{How(p.How, credit)}{Format.Nbsp}{Format.Amount(p.Amount, org.Scale)}")
            );

    private string How(string how, string credit = "credit") => w["how." + (how == Paying.Credit ? credit : how)];

    private static string? Detail(params ReadOnlySpan<string?> parts)
    {
        var said = new List<string>();
        foreach (var part in parts)
        {
            if (!string.IsNullOrWhiteSpace(part))
            {
                said.Add(part);
            }
        }

        return said.Count == 0 ? null : string.Join(" · ", said);
    }

    /// <summary>What it took of an earlier-arrived count's difference is not the document's.</summary>
    private static Money Total(NotebookRow row) =>
        row
            .Lines.Where(l => !Subject.IsCount(l.DebitSubject) && !Subject.IsCount(l.CreditSubject))
            .Aggregate(Money.Zero, (sum, l) => sum + l.Amount);

    private static T Body<T>(NotebookRow row) =>
        (T)JsonSerializer.Deserialize(row.Document.Body, typeof(T), BodyJson.Default)!;
}
