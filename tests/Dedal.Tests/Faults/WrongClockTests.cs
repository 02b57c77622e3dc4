using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Faults;

/// <summary>Clocks that are three years off, on the phone and on the server.</summary>
public class WrongClockTests
{
    private const long ThreeYears = 1096L * 24 * 3600 * 1000;
    private static readonly SaleBody Sale = new(1000, [new("cash", 1000)]);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_phone_whose_clock_is_years_off_posts_on_the_day_the_person_says(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        foreach (var (error, known) in new[] { (1, true), (-1, true), (1, false), (-1, false) })
        {
            var document = book.Document("sale", Sale, new(2026, 1, 2));
            var wrong = document with
            {
                CapturedAtMs = document.CapturedAtMs + (error * ThreeYears),
                ClockOffsetMs = known ? -error * ThreeYears : 0,
            };
            Assert.Equal(Answer.Accepted, (await book.Send(wrong)).Answer);
        }

        Assert.Equal([202601], Periods(book));
        Assert.Equal([1L, 2, 3, 4], Numbers(book));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_clock_that_is_off_and_known_to_be_leaves_counts_true(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var before = book.Document("sale", Sale);
        await book.Accept("cash-count", new CashCountBody(1000));
        var ahead = before with { CapturedAtMs = before.CapturedAtMs + ThreeYears, ClockOffsetMs = -ThreeYears };
        await book.Send(ahead);
        Assert.Equal(1000, book.Balance("1101"));
        Assert.Equal(0, book.Balance("4203"));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_server_clock_that_jumps_keeps_the_order_and_loses_nothing(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var now = book.Clock.Now;
        await book.Accept("sale", Sale, new(2026, 3, 14));

        // Back: today is not yet; what is older is taken, in its own year, after what was there.
        book.Clock.Now = now.AddYears(-3);
        var early = book.Document("sale", Sale, new(2026, 3, 14));
        Assert.Equal("day-in-future", (await book.Send(early)).Refusal?.Code);
        await book.Accept("sale", Sale, new(2023, 3, 14));

        // Ahead: the same document is taken now, in the year it tells of.
        book.Clock.Now = now.AddYears(3);
        Assert.Equal(Answer.Accepted, (await book.Send(early)).Answer);

        book.Clock.Now = now;
        await book.Accept("sale", Sale, new(2026, 3, 13));
        Assert.Equal([1L, 2, 3, 4], Numbers(book));
        Assert.Equal([202303, 202603], Periods(book));
        Assert.Equal(4000, book.Balance("1101"));
        book.AssertSound();
    }

    private static List<int> Periods(TestBook book) =>
        book.Reading(s => s.Query("select distinct period from entry order by period", r => r.GetInt32(0)));

    private static List<long> Numbers(TestBook book) =>
        book.Reading(s => s.Query("select seq from journal order by seq", r => r.GetInt64(0)));
}
