using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Workshop.Reports;

/// <summary>
/// What happened that cannot be right as it stands, or was not done in time. Nothing of it was refused when it was
/// written down (workshop reference §6.3); somebody has to look.
/// </summary>
public static class ShopTasks
{
    /// <summary>Days for which an odd run is still worth looking at.</summary>
    private const int LatestDays = 14;

    public static List<WaitingTask> Of(Statements sql, Organisation org, DateOnly today)
    {
        var tasks = new List<WaitingTask>();
        if (Charts.Named(org.Chart).CodeOf(Role.Materials) is null)
        {
            return tasks;
        }

        foreach (var window in DayPlan.Read(sql, org).On(today).Where(w => !w.Confirmed))
        {
            tasks.Add(new("waits.plan." + window.Window, [window.Planned], "day", Urgent: true));
        }

        Orders(tasks, new OrderBook(sql, org), today);
        foreach (var run in RunBook.Latest(sql, org.Id, 2 * LatestDays))
        {
            var day = run.State.Loaded.Day;
            if (run.State.Open && day < today)
            {
                tasks.Add(new("waits.run-open", [Format.Day(day)[..5]], $"runs/{run.Thing.Id:D}"));
            }
            else if (run.IsOdd && day > today.AddDays(-LatestDays))
            {
                tasks.Add(new("waits.run-odd", [Format.Day(day)[..5]], $"runs/{run.Thing.Id:D}"));
            }
        }

        var names = Items.All(sql, org.Id);
        foreach (var role in new[] { Role.Materials, Role.Finished })
        {
            var account = int.Parse(Charts.Named(org.Chart).CodeOf(role)!, CultureInfo.InvariantCulture);
            foreach (var (subject, _) in StockBook.At(sql, org.Id, account).Where(s => s.Value.Quantity < 0))
            {
                if (subject.Split(':') is ["item", var id] && names.TryGetValue(Guid.Parse(id), out var name))
                {
                    tasks.Add(new("waits.below-zero", [name], "stock"));
                }
            }
        }

        return tasks;
    }

    private static void Orders(List<WaitingTask> tasks, OrderBook book, DateOnly today)
    {
        var open = book.Open();
        if (open.Count(o => o.State.LateOn(today)) is > 0 and var late)
        {
            tasks.Add(new("waits.late", [late], "orders", Urgent: true));
        }

        foreach (var order in open.Concat(book.Ended(LatestDays)))
        {
            var key =
                order.State is { CancelledOn: not null, HandedOverOn: not null } ? "waits.handed-cancelled"
                : order.State.HandOvers > 1 ? "waits.handed-twice"
                : order.IsOdd ? "waits.paid-more"
                : null;
            if (key is not null)
            {
                tasks.Add(new(key, [order.Thing.Number], $"orders/{order.Id:D}"));
            }
        }
    }
}
