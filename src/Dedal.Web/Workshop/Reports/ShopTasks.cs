using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Books.Reports;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Workshop.Reports;

/// <summary>
/// What happened that cannot be right as it stands, or was not done in time. Nothing of it was refused when it was
/// written down (workshop reference §6.3); somebody has to look.
/// </summary>
public sealed class ShopTasks
{
    /// <summary>Days for which what is odd is still worth looking at.</summary>
    private const int LatestDays = 14;

    private readonly BookReading book;
    private readonly Statements sql;
    private readonly Organisation org;
    private readonly DateOnly today;
    private readonly Words words;
    private readonly List<WaitingTask> tasks = [];

    private ShopTasks(BookReading book, DateOnly today, Words words) =>
        (this.book, sql, org, this.today, this.words) = (book, book.Sql, book.Org, today, words);

    /// <summary>All of them, the most pressing first; last the advice of the day.</summary>
    public static List<WaitingTask> Of(Reads reads, Organisation org, DateOnly today, Words words)
    {
        if (Charts.Named(org.Chart).CodeOf(Role.Materials) is null)
        {
            return [];
        }

        using var book = new BookReading(reads.Of(org), org);
        var all = new ShopTasks(book, today, words);
        all.Plans();
        all.Orders();
        all.Runs();
        all.ReturnsAbove();
        all.Stocks();
        all.AdviceOfDay();
        return all.tasks;
    }

    private void Plans()
    {
        foreach (var window in DayPlan.Read(sql, org).On(today).Where(w => !w.Confirmed))
        {
            Add("flag", "plan." + window.Window, "day", "route", window.Planned);
        }
    }

    private void Orders()
    {
        var orders = new OrderBook(sql, org);
        var open = orders.Open();
        if (open.Count(o => o.State.LateOn(today)) is > 0 and var late)
        {
            Add("flag", "late", "orders", "orders", late);
        }

        foreach (var order in open.Concat(orders.Ended(LatestDays)))
        {
            var key =
                order.State.Cancels > 1 ? "cancelled-twice"
                // On a later day it was brought back.
                : order.State is { CancelledOn: { } cancelled, HandedOverOn: { } handed } && cancelled <= handed
                    ? "handed-cancelled"
                : order.State.HandOvers > 1 ? "handed-twice"
                : order.IsOdd ? "paid-more"
                : null;
            if (key is not null)
            {
                Add("why", key, $"orders/{order.Id:D}", null, order.Thing.Number);
            }
        }
    }

    private void Runs()
    {
        var runs = RunBook.Latest(sql, org.Id, 2 * LatestDays);
        if (RunBook.LeftWithRider(sql, org, runs) is { IsZero: false } left)
        {
            var said = Spoken.Money(left.Abs(), org.Currency, org.Scale, words);
            tasks.Add(new("bus", words[RunBook.SaysOf(left), said], "runs", "route"));
        }

        foreach (var run in runs)
        {
            var day = run.State.Loaded.Day;
            var lately = day > today.AddDays(-LatestDays);
            var key =
                run.State.Repeated.Count > 0 && lately ? "run-twice"
                : run.State.Open && day < today ? "run-open"
                : run.IsOdd && lately ? "run-odd"
                : null;
            if (key is not null)
            {
                Add("bus", key, $"runs/{run.Thing.Id:D}", null, Format.Day(day)[..5]);
            }
        }
    }

    /// <summary>Buyers who gave back more than they got; seldom does anything come back after its stop.</summary>
    private void ReturnsAbove()
    {
        if (!Happened.AnySince(sql, org.Id, "returned-later", today.AddDays(1 - LatestDays)))
        {
            return;
        }

        var receivable = int.Parse(Charts.Named(org.Chart).CodeOf(Role.Receivable)!, CultureInfo.InvariantCulture);
        foreach (var buyer in BuyerBook.Of(sql, org, receivable, today).Where(b => b.IsOdd))
        {
            Add("undo", "return-above", $"buyers#b-{buyer.Party:D}", null, buyer.Name ?? words["told.someone"]);
        }
    }

    private void Stocks()
    {
        var names = Items.All(sql, org.Id);
        foreach (var role in new[] { Role.Materials, Role.Finished })
        {
            var account = int.Parse(Charts.Named(org.Chart).CodeOf(role)!, CultureInfo.InvariantCulture);
            foreach (var (subject, _) in StockBook.At(sql, org.Id, account).Where(s => s.Value.Quantity < 0))
            {
                if (subject.Split(':') is ["item", var id] && names.TryGetValue(Guid.Parse(id), out var name))
                {
                    Add("box", "below-zero", "stock", "spending", name);
                }
            }
        }
    }

    private void AdviceOfDay()
    {
        if (Advice.OfDay(book, KeptFigures.Of(book, today).Advice, today) is { } advice)
        {
            tasks.Add(new("bulb", advice.Say(words, org), "alcanza", "como-vamos"));
        }
    }

    private void Add(string icon, string key, string path, string? screen, object arg) =>
        tasks.Add(new(icon, words["waits." + key, arg], path, screen, icon == "flag"));
}
