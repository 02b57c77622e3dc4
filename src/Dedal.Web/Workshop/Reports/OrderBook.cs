using System.Globalization;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Workshop.Reports;

/// <summary>An order as a page shows it.</summary>
/// <param name="Customer">Her name; null when it was erased.</param>
/// <param name="Deposit">What she has on account for it, minor units.</param>
public sealed record OrderRow(Thing Thing, OrderState State, string? Customer, long Deposit)
{
    public Guid Id => Thing.Id;

    /// <summary>What it is, and how many when several.</summary>
    public string Garment =>
        State.Taken.Pieces > 1 ? $"{State.Taken.Garment} × {State.Taken.Pieces}" : State.Taken.Garment;

    /// <summary>What is still to be paid, minor units; never below nothing.</summary>
    public long Saldo => State.Open ? Math.Max(0, State.Price - Deposit) : 0;

    /// <summary>She paid more than it costs, or money for it waits after its end: somebody must look.</summary>
    public bool IsOdd => Deposit > (State.Open ? State.Price : 0);

    /// <summary>
    /// What is still owed of one that has left and did not come back, minor units: never more than she owes in all,
    /// since she may have paid it as her debt, and not a rest for which there is no coin.
    /// </summary>
    public long OwedOf(long debt, long coin) =>
        State.HandedOverOn is not null
        && !State.BroughtBack
        && Math.Min(State.Price - Settled, debt) is var left
        && left * 2 > coin
            ? left
            : 0;

    /// <summary>It came to nothing: one that was cancelled before it left did not, she has it and owes it.</summary>
    public bool Cancelled => State.CancelledOn is not null && (State.HandedOverOn is null || State.BroughtBack);

    /// <summary>
    /// What was paid of what is asked, minor units: what a cancellation gave back or kept before it left is none.
    /// </summary>
    public long Settled => State.Paid - (State.Cancels == 0 || Cancelled ? 0 : PaidBeforeCancelling);

    private long PaidBeforeCancelling
    {
        get
        {
            var last = Thing.Facts.Last(f => f.Kind == "order-cancelled").Seq;
            return OrderState.Of([.. Thing.Facts.Where(f => f.Kind == "qr-disputed" || f.Seq < last)])?.Paid ?? 0;
        }
    }
}

/// <summary>What an order took so far, by what was written down; minor units.</summary>
/// <param name="Overhead">Share of what the workshop pays anyway, by its minutes.</param>
/// <param name="Minutes">Minutes written down by member.</param>
public sealed record OrderCost(long Materials, long Labour, long Overhead, IReadOnlyDictionary<Guid, int> Minutes)
{
    public int AllMinutes => Minutes.Values.Sum();

    public long Total => Materials + Labour + Overhead;

    /// <summary>
    /// What it will have cost when it is ready: what is written down so far, and no less than what is usual for it.
    /// </summary>
    /// <param name="usual">Of the product it is (<see cref="CostSheet"/>); null when that is not known.</param>
    public OrderCost Expected(OrderRow order, ProductCost? usual)
    {
        if (usual is not { IsWhole: true } || order.State.Status is not ("taken" or "cut" or "sew" or "fitting"))
        {
            return this;
        }

        var pieces = order.State.Taken.Pieces;
        return this with
        {
            Materials = order.State.Taken.OwnCloth ? Materials : AtLeast(Materials, usual.Planned.Materials),
            Labour = AtLeast(Labour, usual.Planned.Labour),
            Overhead = AtLeast(Overhead, usual.Planned.Overhead),
        };

        long AtLeast(long soFar, decimal each) => Math.Max(soFar, (long)Math.Round(each * pieces));
    }
}

/// <summary>Orders of a workshop, read from its book.</summary>
public sealed class OrderBook(Statements sql, Organisation org)
{
    /// <summary>More orders due on a day than this and the day is full.</summary>
    public const int Full = 3;

    private readonly Chart chart = Charts.Named(org.Chart);
    private readonly Dictionary<Guid, string?> names = [];

    /// <summary>All that are open, those due first at the top.</summary>
    public List<OrderRow> Open() =>
        [
            .. Things
                .Open(sql, org.Id, "order")
                .Select(Row)
                .OfType<OrderRow>()
                .Where(o => o.State.Open)
                .OrderBy(o => o.State.DueOn)
                .ThenBy(o => o.Thing.Number),
        ];

    /// <summary>The latest that were handed over or cancelled, newest first.</summary>
    public List<OrderRow> Ended(int most) =>
        [
            .. Things
                .Latest(sql, org.Id, "order", 2 * most)
                .Select(Row)
                .OfType<OrderRow>()
                .Where(o => !o.State.Open)
                .Take(most),
        ];

    /// <summary>Those handed over or cancelled on a day or after it, the latest first.</summary>
    public List<OrderRow> EndedSince(DateOnly day, int most)
    {
        // By the day in the book: it has an index, and is never before the day it happened.
        var ended = sql.Query(
            """
            select j.kind, j.body from entry e join journal j on j.org_id = e.org_id and j.seq = e.seq
            where e.org_id = $1 and e.posted_on >= $2 and j.occurred_on >= $2
              and j.kind in ('order-handed-over', 'order-cancelled')
              and not exists (select 1 from entry r where r.org_id = e.org_id and r.reverses = e.seq)
            order by e.posted_on desc, e.seq desc
            """,
            r =>
                r.GetString(0) == "order-cancelled"
                    ? JsonSerializer.Deserialize(r.GetString(1), BodyJson.Default.OrderCancelledBody)!.Order
                    : JsonSerializer.Deserialize(r.GetString(1), BodyJson.Default.OrderHandedOverBody)!.Order,
            org.Id,
            day
        );
        return [.. ended.Distinct().Take(most).Select(Find).OfType<OrderRow>().Where(o => !o.State.Open)];
    }

    public OrderRow? Find(Guid order) =>
        Things.Find(sql, org.Id, Subject.Order(order)) is { } thing ? Row(thing) : null;

    /// <summary>The next days with room to hand something over; on Sundays nothing is.</summary>
    public static IEnumerable<DateOnly> FreeDays(IReadOnlyList<OrderRow> open, DateOnly from) =>
        Enumerable
            .Range(0, 90)
            .Select(from.AddDays)
            .Where(d => d.DayOfWeek != DayOfWeek.Sunday && open.Count(o => o.State.DueOn == d) < Full);

    /// <summary>
    /// What it took: material and hours as they stand in the book, overhead by the minutes. What only goes back into
    /// work when a ready one is cancelled was taken before.
    /// </summary>
    /// <param name="overheadOfHour">Minor units (<see cref="CostSheet.OverheadRate"/>).</param>
    public OrderCost Cost(OrderRow order, decimal overheadOfHour)
    {
        var from = sql.Query(
                """
                select l.credit, sum(l.amount) from line l
                where l.org_id = $1 and l.debit_subject = $2 and l.debit = $3
                  and (l.credit_subject is null or l.credit_subject <> $2)
                  and not exists (select 1 from entry r where r.org_id = l.org_id and r.reverses = l.seq)
                  and not exists (
                    select 1 from entry e where e.org_id = l.org_id and e.seq = l.seq and e.reverses is not null)
                group by l.credit
                """,
                r => (Account: r.GetInt32(0), Amount: Convert.ToInt64(r.GetValue(1), CultureInfo.InvariantCulture)),
                org.Id,
                order.Thing.Subject,
                Number(Role.WorkInProgress)
            )
            .ToDictionary(r => r.Account, r => r.Amount);
        var minutes = order
            .State.Steps.Where(s => !s.Guarantee || order.State.HandedOverOn is null)
            .SelectMany(s => s.Work)
            .GroupBy(w => w.Member)
            .ToDictionary(g => g.Key, g => g.Sum(w => w.Minutes ?? 0));
        var overhead = overheadOfHour * minutes.Values.Sum() / 60m;
        return new(
            from.GetValueOrDefault(Number(Role.Materials)) + from.GetValueOrDefault(Number(Role.Finished)),
            from.GetValueOrDefault(Number(Role.Pay)),
            (long)Math.Round(overhead),
            minutes
        );
    }

    private OrderRow? Row(Thing thing)
    {
        if (OrderState.Of(thing.Facts) is not { } state)
        {
            return null;
        }

        var party = state.Taken.Party;
        if (!names.TryGetValue(party, out var name))
        {
            names[party] = name = Parties.NameOf(sql, org.Id, party);
        }

        return new(thing, state, name, -Balance(Role.Deposits, thing.Subject));
    }

    private long Balance(string role, string subject) =>
        sql.First(
            "select balance from subject_total where org_id = $1 and account = $2 and subject = $3",
            r => r.GetInt64(0),
            org.Id,
            Number(role),
            subject
        );

    private int Number(string role) => int.Parse(chart.CodeOf(role) ?? "0", CultureInfo.InvariantCulture);
}
