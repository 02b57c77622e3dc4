using CsCheck;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Reports;

/// <summary>One act of a made-up history; what its numbers mean depends on the act.</summary>
/// <param name="Wait">Hours that pass before it.</param>
/// <param name="Late">Days between what happened and its recording.</param>
public sealed record Act(string What, int Wait, int Late, long Amount, int Choice);

/// <summary>
/// Made-up histories of a workshop: sales of all ways, expenses, payments, counts, reversals, late documents, closes
/// and reopenings. What the rules refuse is simply not part of the history.
/// </summary>
public static class RandomHistory
{
    private static readonly string[] Whats =
    [
        "sale",
        "sale",
        "sale",
        "expense",
        "expense",
        "fiado-payment",
        "transfer",
        "cash-count",
        "qr-seen",
        "house-withdrawal",
        "reversal",
        "accountants-entry",
        "month-close",
        "month-reopening",
        "year-close",
    ];

    public static readonly Gen<Act[]> Acts = Gen.Select(
            Gen.Int[0, Whats.Length - 1].Select(i => Whats[i]),
            Gen.Int[1, 24 * 12],
            Gen.Int[-180, 60].Select(d => Math.Max(0, d)),
            Gen.Long[1, 500],
            Gen.Int[0, 100]
        )
        .Select(t => new Act(t.Item1, t.Item2, t.Item3, t.Item4 * 10, t.Item5))
        .Array[10, 30];

    /// <summary>A document that was accepted, with the moment the server recorded it.</summary>
    public sealed record Step(Document Document, DateTimeOffset At);

    /// <summary>Lives the history in a book; returns what was accepted, in order.</summary>
    public static async Task<List<Step>> Live(TestBook book, IReadOnlyList<Act> acts)
    {
        book.Clock.Now = new(2025, 10, 20, 12, 0, 0, TimeSpan.Zero);
        var customer = TestBook.Id();
        var other = TestBook.Id();
        var steps = new List<Step>();
        await Try("party-added", new PartyAddedBody(customer, "customer"), 0, null);
        foreach (var act in acts)
        {
            book.Clock.Now = book.Clock.Now.AddHours(act.Wait);
            var (body, actor) = Body(act, customer, steps, book.Clock.Now, other);
            await Try(act.What, body, act.Late, actor);
        }

        return steps;

        async Task Try(string kind, object body, int late, Guid? actor)
        {
            var day = DateOnly.FromDateTime(book.Clock.Now.AddHours(-4).DateTime).AddDays(-late);
            var document = book.Document(kind, body, day, actor);
            if ((await book.Send(document)).Answer == Answer.Accepted)
            {
                steps.Add(new(document, book.Clock.Now));
            }
        }
    }

    /// <summary>Lives the same documents again, at the same moments.</summary>
    public static async Task Replay(TestBook book, IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            book.Clock.Now = step.At;
            Assert.Equal(Answer.Accepted, (await book.Send(step.Document)).Answer);
        }
    }

    private static (object Body, Guid? Actor) Body(
        Act act,
        Guid customer,
        List<Step> steps,
        DateTimeOffset now,
        Guid other
    )
    {
        var before = now.AddMonths(-1 - (act.Choice % 3));
        var month = (before.Year * 100) + before.Month;
        var chosen = steps[act.Choice % steps.Count].Document.Id;
        string[] ways = ["cash", "qr", "bank", "credit"];
        return act.What switch
        {
            "sale" => (new SaleBody(act.Amount, [new(ways[act.Choice % 4], act.Amount)], Party: customer), null),
            "expense" => (Spend(act, ways[act.Choice % 3 * 3 / 2], customer), null),
            "fiado-payment" => (new FiadoPaymentBody(customer, act.Amount), null),
            "transfer" => (new TransferBody("1101", act.Choice % 2 == 0 ? "1103" : "1102", act.Amount), null),
            "cash-count" => (new CashCountBody(act.Amount), null),
            "qr-seen" => (new QrSeenBody(chosen), null),
            "house-withdrawal" => (new HouseWithdrawalBody(act.Amount), null),
            "reversal" => (new ReversalBody(chosen), null),
            "accountants-entry" => (
                new AccountantsEntryBody(
                    "prueba",
                    [new("5205", act.Amount), new("1409", 0, act.Amount), new("2201", 70), new("1103", 0, 70)]
                ),
                null
            ),
            "month-close" => (new MonthCloseBody(month), null),
            "month-reopening" => (new MonthReopeningBody(month, "prueba"), other),
            "year-close" => (new YearCloseBody(before.Year), null),
            _ => throw new InvalidOperationException(act.What),
        };
    }

    private static SpendingBody Spend(Act act, string way, Guid supplier) =>
        new(act.Amount, act.Choice % 2 == 0 ? "5201" : "1401", [new(way, act.Amount)], supplier);
}
