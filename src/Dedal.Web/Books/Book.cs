using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>
/// One organisation's book inside the writer's transaction: what rules may know of it (<see cref="IBookState"/>), and
/// the only place where journal, entries, lines and totals are added to.
/// </summary>
public sealed class Book(
    Statements sql,
    Totals totals,
    Guid org,
    StandardAccounts standard,
    string currency,
    int scale,
    TimeZoneInfo timeZone
) : IBookState
{
    private readonly Dictionary<(string Code, string Currency), Account> byCode = [];
    private readonly Dictionary<int, Account> byNumber = [];
    private readonly Dictionary<string, int> scales = new(StringComparer.Ordinal) { [currency] = scale };
    private readonly HashSet<string> funds = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Moment> lastCount = [];
    private readonly Dictionary<string, Moment?> lastStockCount = new(StringComparer.Ordinal);
    private Dictionary<Guid, Guid>? merged;
    private readonly Dictionary<string, long> lastOfDevice = new(StringComparer.Ordinal);

    public Guid Org => org;

    /// <summary>Number of the last document.</summary>
    public long Seq { get; internal set; }

    /// <summary>Hash of the last document: the head of the chain.</summary>
    public byte[] Hash { get; internal set; } = Chain.Start;

    public Chart Chart => standard.Chart;

    public string Currency => currency;

    public int Scale => scale;

    public DateOnly? ClosedThrough { get; internal set; }

    /// <summary>Which day it is for this organisation at an instant.</summary>
    public DateOnly DayOf(long unixMs) =>
        DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(unixMs), timeZone).DateTime
        );

    public int NextAccountNumber { get; private set; } = Chart.FirstOwnNumber;

    public Account? FindAccount(string code, string currency) =>
        standard.ByCode.GetValueOrDefault((code, currency)) ?? byCode.GetValueOrDefault((code, currency));

    public Account Account(int number) =>
        standard.ByNumber.TryGetValue(number, out var account) ? account : byNumber[number];

    public int? ScaleOf(string commodity) => scales.TryGetValue(commodity, out var known) ? known : null;

    public bool HasFund(string fund) => funds.Contains(fund);

    public bool HasParty(Guid party) =>
        sql.Query("select 1 from party where org_id = $1 and party_id = $2", _ => true, org, party).Count > 0;

    public ItemKeptBody? FindItem(Guid item) => Items.Find(sql, org, item);

    public Stock Stock(int account, string subject) => StockRows.Of(sql, org, account, subject);

    public IReadOnlyList<Fact> StockCountsAfter(string item, Moment moment)
    {
        if (!lastStockCount.TryGetValue(item, out var last))
        {
            lastStockCount[item] = last = StockRows.LastCount(sql, org, item);
        }

        return last > moment ? StockRows.CountsAfter(sql, org, item, moment) : [];
    }

    public long MovedAfter(int account, string item, Moment moment) =>
        StockRows.MovedAfter(sql, org, account, item, moment);

    public IReadOnlyList<Fact> About(string subject) => StockRows.About(sql, org, subject);

    public Money Balance(int account)
    {
        totals.Write();
        return new(
            sql.First(
                "select coalesce(sum(debit - credit), 0) from month_total where org_id = $1 and account = $2",
                Read.Sum,
                org,
                account
            )
        );
    }

    public Guid? MergedInto(Guid party)
    {
        merged ??= sql.Query(
                "select party_id, into_id from party_merged where org_id = $1",
                r => (From: r.GetGuid(0), Into: r.GetGuid(1)),
                org
            )
            .ToDictionary(m => m.From, m => m.Into);
        return merged.TryGetValue(party, out var into) ? into : null;
    }

    public IReadOnlyList<(int Account, Money Balance)> BalancesOf(string subject)
    {
        totals.Write();
        return sql.Query(
            """
            select account, balance from subject_total
            where org_id = $1 and subject = $2 and balance <> 0 order by account
            """,
            r => (r.GetInt32(0), new Money(r.GetInt64(1))),
            org,
            subject
        );
    }

    public Money Balance(int account, string subject)
    {
        totals.Write();
        return new(
            sql.First(
                "select balance from subject_total where org_id = $1 and account = $2 and subject = $3",
                Read.Sum,
                org,
                account,
                Subject.Follow(this, subject)
            )
        );
    }

    public Money BalanceAt(int box, Moment moment)
    {
        var later = sql.First(
            """
            select coalesce(sum(case when l.debit = $2 then l.amount else -l.amount end), 0)
            from entry e join line l on l.org_id = e.org_id and l.seq = e.seq
            where e.org_id = $1 and e.posted_on >= $3
              and (e.moment_day, e.moment_ms, coalesce(e.reverses, e.seq)) > ($3, $4, $5)
              and (l.debit = $2 or l.credit = $2)
              and coalesce(l.debit_subject, '') not like 'count:%' and coalesce(l.credit_subject, '') not like 'count:%'
            """,
            Read.Sum,
            org,
            box,
            moment.Day,
            moment.CapturedMs,
            moment.Seq
        );
        var counts = CountsAfter(box, moment);
        return Balance(box) - new Money(later) - new Money(counts.Sum(c => c.Difference.Minor));
    }

    public IReadOnlyList<(int Account, string Fund, Money Balance)> ResultOf(int year)
    {
        totals.Write();
        return
        [
            .. sql.Query(
                    """
                    select account, fund, sum(debit - credit) from month_total
                    where org_id = $1 and period <= $2
                    group by account, fund order by account, fund
                    """,
                    r => (Account: r.GetInt32(0), Fund: r.GetString(1), Balance: new Money(Read.Sum(r, 2))),
                    org,
                    Period.YearClose(year)
                )
                .Where(r => Account(r.Account).IsResult),
        ];
    }

    public Recorded? Find(Guid document) => BookQueries.Find(sql, org, document);

    public CountMark? FirstCountAfter(int box, Moment moment) =>
        lastCount.TryGetValue(box, out var last) && last > moment ? CountsAfter(box, moment).FirstOrDefault() : null;

    public CountMark? Count(Guid document) => Counts("and c.id = $2", document).FirstOrDefault();

    public IReadOnlyCollection<Guid> ClosersOf(DateOnly day) => BookQueries.ClosersOf(sql, org, day);

    public int? LastClosedYear => BookQueries.LastClosedYear(sql, org);

    /// <summary>The row already there under a document's id.</summary>
    public (long Seq, Document Document)? AlreadyThere(Guid id) => BookQueries.Document(sql, org, id);

    /// <summary>
    /// The row already there under the id of a document that arrives. A device numbers its documents, so the next one
    /// from a device whose last one was written here is new without asking; should its id be taken all the same, the
    /// journal's key refuses it, and it is judged again by a book that asks.
    /// </summary>
    public (long Seq, Document Document)? AlreadyThere(Document document) =>
        lastOfDevice.TryGetValue(document.Device, out var last) && document.DeviceSeq > last
            ? null
            : AlreadyThere(document.Id);

    /// <summary>Adds a decided document: journal row, chain, entry, lines, totals and what else it changes.</summary>
    /// <returns>Its number.</returns>
    public long Append(Document document, int ruleVersion, Decision decision, Chain chain, long nowMs)
    {
        var seq = Seq + 1;
        var hash = chain.Next(Hash, new(org, seq, document, ruleVersion, nowMs));
        totals.Head(org, seq, hash);
        sql.Execute(JournalColumns.Insert, JournalColumns.Values(org, seq, document, ruleVersion, nowMs, hash));
        Derive(seq, document, decision);
        if (seq % RecordedDays.Together == 0)
        {
            totals.Days(org, DayOf, seq);
        }

        Seq = seq;
        Hash = hash;
        lastOfDevice[document.Device] = Math.Max(document.DeviceSeq, lastOfDevice.GetValueOrDefault(document.Device));
        return seq;
    }

    internal void WriteHead() => totals.Head(org, Seq, Hash);

    internal void AddToTotals(int period, Line line) => totals.Add(org, period, line);

    /// <summary>Writes everything that follows from a document; what <c>rebuild</c> runs again.</summary>
    internal void Derive(long seq, Document document, Decision decision)
    {
        foreach (var account in decision.NewAccounts)
        {
            BookQueries.Insert(sql, org, account);
            Know(account);
        }

        var moment = decision.Reverses?.Moment ?? document.Moment;
        sql.Execute(
            """
            insert into entry (org_id, seq, posted_on, period, occurred_on, moment_day, moment_ms, reverses)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            org,
            seq,
            decision.PostedOn,
            decision.Period,
            document.OccurredOn,
            moment.Day,
            moment.CapturedMs,
            decision.Reverses?.Seq
        );
        var n = 0;
        foreach (var line in decision.Lines)
        {
            sql.Execute(
                """
                insert into line (org_id, seq, n, posted_on, debit, credit, amount, fund, debit_subject, credit_subject)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """,
                org,
                seq,
                ++n,
                decision.PostedOn,
                line.Debit,
                line.Credit,
                line.Amount.Minor,
                line.Fund,
                line.DebitSubject,
                line.CreditSubject
            );
            totals.Add(org, decision.Period, line);
        }

        StockRows.Write(sql, org, seq, decision);
        foreach (var about in decision.About.Where(_ => document.Kind == "stock-counted"))
        {
            lastStockCount.Remove(about.Subject);
        }

        DeriveRest(seq, document, decision);
    }

    internal void Know(Account account)
    {
        byCode[(account.Code, account.Currency)] = account;
        byNumber[account.Number] = account;
        scales.TryAdd(account.Currency, account.Scale);
        NextAccountNumber = Math.Max(NextAccountNumber, account.Number + 1);
    }

    internal void KnowCommodity(string name, int decimals) => scales[name] = decimals;

    internal void KnowFund(string fund) => funds.Add(fund);

    internal void KnowCount(int box, Moment moment)
    {
        if (!lastCount.TryGetValue(box, out var last) || moment > last)
        {
            lastCount[box] = moment;
        }
    }

    private void DeriveRest(long seq, Document document, Decision decision)
    {
        foreach (var commodity in decision.NewCommodities)
        {
            sql.Execute(
                "insert into commodity (org_id, currency, scale) values ($1, $2, $3)",
                org,
                commodity.Name,
                commodity.Scale
            );
            KnowCommodity(commodity.Name, commodity.Scale);
        }

        if (decision.NewFund is { } fund)
        {
            sql.Execute("insert into fund (org_id, fund) values ($1, $2)", org, fund);
            KnowFund(fund);
        }

        if (decision.NewParty is { } party)
        {
            sql.Execute(
                "insert into party (org_id, party_id, role, seq) values ($1, $2, $3, $4)",
                org,
                party.Id,
                party.Role,
                seq
            );
        }

        if (Parties.Merge(sql, org, seq, decision))
        {
            merged = null;
        }

        if (decision.Kept is { } item)
        {
            Items.Keep(sql, org, item, seq, document.Body);
        }

        if (decision.Counted is { } count)
        {
            BookQueries.Insert(sql, org, seq, count);
            KnowCount(count.Box, count.Moment);
        }

        if (decision.CountReversed is { } reversed)
        {
            sql.Execute("update cash_count set reversed_by = $3 where org_id = $1 and id = $2", org, reversed, seq);
        }

        if (decision.Closing is { } closing)
        {
            var reopening = ClosedThrough is { } now && !(closing.Day > now);
            sql.Execute(
                "insert into closing (org_id, seq, through, actor, reopening) values ($1, $2, $3, $4, $5)",
                org,
                seq,
                closing.Day,
                document.Actor,
                reopening ? 1 : 0
            );
            ClosedThrough = closing.Day;
        }
    }

    private List<CountMark> CountsAfter(int box, Moment moment) =>
        Counts(
            "and c.box = $2 and (c.moment_day, c.moment_ms, c.seq) > ($3, $4, $5)",
            box,
            moment.Day,
            moment.CapturedMs,
            moment.Seq
        );

    private List<CountMark> Counts(string where, params ReadOnlySpan<object?> args)
    {
        totals.Write();
        return
        [
            .. BookQueries
                .Counts(sql, where, [org, .. args])
                .Select(c => c with { Difference = new(-BookQueries.SubjectSum(sql, org, Subject.Count(c.Id))) }),
        ];
    }
}
