using System.Text;
using Dedal.Domain.PlainText;

namespace Dedal.Domain.Books.Kinds;

/// <summary>A commodity of an imported journal with the most decimals any of its amounts has.</summary>
public sealed record ImportedCommodity(string Name, int Scale);

/// <summary>A journal file that was imported; its transactions follow as documents of their own.</summary>
/// <param name="Sha256">Of the file's bytes, so that the same file is not imported twice.</param>
public sealed record JournalImportedBody(
    string File,
    string Sha256,
    int Transactions,
    IReadOnlyList<ImportedCommodity> Commodities
);

/// <summary>Fixes the scale of every commodity before the first transaction is booked.</summary>
public sealed class JournalImported() : DocumentKind<JournalImportedBody>("journal-imported")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Accountants;

    /// <inheritdoc />
    protected override Refusal? Check(JournalImportedBody body, Document document) =>
        body.Commodities.Any(c => c is null || c.Scale is < 0 or > 18 || Limits.HasStrayCharacters(c.Name))
        || body.Commodities.DistinctBy(c => c.Name, StringComparer.Ordinal).Count() < body.Commodities.Count
            ? new Refusal("journal-commodity-absurd", "commodities")
            : null;

    /// <inheritdoc />
    protected override Outcome Decide(JournalImportedBody body, Document document, IBookState state)
    {
        foreach (var commodity in body.Commodities)
        {
            if (state.ScaleOf(commodity.Name) is { } known && known < commodity.Scale)
            {
                return new Refusal("journal-scale-too-fine", "commodities", commodity.Name, known, commodity.Scale);
            }
        }

        return Decision.On(document.OccurredOn, state, []) with
        {
            NewCommodities = [.. body.Commodities.Where(c => state.ScaleOf(c.Name) is null)],
        };
    }
}

/// <summary>
/// One transaction of an imported journal (body: <see cref="JournalBody"/>). Each imported path and commodity is one
/// account; what does not sum to zero in a commodity (costs, unbalanced virtual postings) goes against its trading
/// account.
/// </summary>
public sealed class JournalTransactionKind() : DocumentKind("journal-transaction")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Accountants;

    /// <inheritdoc />
    public override Outcome Decide(Document document, IBookState state)
    {
        var (transaction, refusal) = JournalBody.Read(Encoding.UTF8.GetBytes(document.Body), new CommodityTable());
        if (refusal is not null)
        {
            return refusal;
        }

        return Decide(document, transaction!, state);
    }

    /// <summary>The same for a caller who has just written the body from this transaction.</summary>
    public static Outcome Decide(Document document, JournalTransaction transaction, IBookState state)
    {
        if (transaction.Date != document.OccurredOn)
        {
            return new Refusal("journal-body-malformed", "occurredOn");
        }

        var (groups, added, no) = Legs(transaction, state);
        if (no is not null)
        {
            return no;
        }

        var lines = groups.Count == 1 ? Pairing.Pair(groups[0].Legs, Fund.Own) : [];
        if (groups.Count > 1)
        {
            foreach (var group in groups)
            {
                lines.AddRange(Pairing.Pair(group.Legs, Fund.Own));
            }
        }

        return Decision.On(document.OccurredOn, state, lines) with
        {
            NewAccounts = added,
        };
    }

    /// <summary>Legs that sum to zero, by commodity in the order they appear, and the accounts they need.</summary>
    private static (List<Group> Groups, IReadOnlyList<Account> Added, Refusal? Refusal) Legs(
        JournalTransaction transaction,
        IBookState state
    )
    {
        var groups = new List<Group>(1);
        List<Account>? added = null;
        foreach (var posting in transaction.Postings)
        {
            if (posting is not { Amount: { } amount, Commodity: { } commodity })
            {
                continue;
            }

            var group = GroupOf(groups, commodity.Name);
            var scale = state.ScaleOf(commodity.Name) ?? amount.Scale;
            if (!amount.TryToMinor(scale, out var minor) || !group.TryAdd(minor))
            {
                return (groups, [], new("journal-amount-too-large", null, posting.Line, commodity.Name, scale));
            }

            var account = FindOrAdd(state, ref added, posting.Account, commodity.Name, scale, trading: false);
            group.Legs.Add(new(account.Number, new(minor)));
        }

        foreach (var group in groups.Where(g => g.Sum != 0))
        {
            var scale = state.ScaleOf(group.Commodity) ?? 0;
            var trading = FindOrAdd(
                state,
                ref added,
                TradingPath(group.Commodity),
                group.Commodity,
                scale,
                trading: true
            );
            group.Legs.Add(new(trading.Number, new(-group.Sum)));
        }

        return (groups, added ?? (IReadOnlyList<Account>)[], null);
    }

    /// <summary>No path can be written like this, so it is never the name of an account of the file.</summary>
    private static string TradingPath(string commodity) =>
        commodity.Length == 0 ? "(trading)" : $"(trading):{commodity}";

    private static Group GroupOf(List<Group> groups, string commodity)
    {
        foreach (var group in groups)
        {
            if (group.Commodity == commodity)
            {
                return group;
            }
        }

        groups.Add(new(commodity));
        return groups[^1];
    }

    private static Account FindOrAdd(
        IBookState state,
        ref List<Account>? added,
        string path,
        string commodity,
        int scale,
        bool trading
    )
    {
        if (state.FindAccount(path, commodity) is { } known)
        {
            return known;
        }

        added ??= [];
        foreach (var one in added)
        {
            if (one.Code == path && one.Currency == commodity)
            {
                return one;
            }
        }

        var kind = trading ? AccountKind.Trading : KindOf(path);
        var number = state.NextAccountNumber + added.Count;
        added.Add(new(number, path, commodity, scale, kind, BoxKind.None));
        return added[^1];
    }

    /// <summary>
    /// What a path's first part says the account is, in the words people use for it in English, Spanish and French.
    /// Without such a word it counts as something the organisation has.
    /// </summary>
    private static AccountKind KindOf(string path)
    {
        var end = path.IndexOf(':', StringComparison.Ordinal);
        var root = (end < 0 ? path : path[..end]).ToLowerInvariant();
        return root switch
        {
            "liability" or "liabilities" or "pasivo" or "pasivos" or "passif" or "dettes" => AccountKind.Liability,
            "equity" or "capital" or "patrimonio" or "capitaux" => AccountKind.Equity,
            "income" or "revenue" or "revenues" or "ingreso" or "ingresos" or "ventas" or "produits" or "revenus" =>
                AccountKind.Income,
            "expense" or "expenses" or "gasto" or "gastos" or "egresos" or "charges" or "dépenses" =>
                AccountKind.Expense,
            _ => AccountKind.Asset,
        };
    }

    private sealed class Group(string commodity)
    {
        public string Commodity => commodity;

        public List<Leg> Legs { get; } = [];

        public long Sum { get; private set; }

        public bool TryAdd(long minor)
        {
            var sum = (Int128)Sum + minor;
            Sum = (long)Int128.Clamp(sum, -long.MaxValue, long.MaxValue);
            return sum == Sum;
        }
    }
}
