using CsCheck;
using Dedal.Domain.Books;
using Dedal.Web.Books;

namespace Dedal.Tests.Simulation;

/// <summary>
/// Random histories of a book. DEDAL_HISTORIES multiplies how many each law is tried on; CsCheck_Seed repeats one.
/// </summary>
public static class Histories
{
    private static readonly (int, IGen<Act>)[] Weights =
    [
        (8, OneOf(Act.Sale)),
        (3, OneOf(Act.MixedSale, Act.FiadoSale, Act.QrSale, Act.RoundedSale)),
        (4, OneOf(Act.FiadoPayment, Act.SupplierPayment, Act.CreditPurchase)),
        (1, OneOf(Act.BadDebt, Act.CustomerRefund)),
        (3, OneOf(Act.Purchase, Act.Expense, Act.Withdrawal, Act.Contribution, Act.MoneyReceived)),
        (3, OneOf(Act.Transfer, Act.Exchange, Act.Opening, Act.AccountantsEntry)),
        (6, OneOf(Act.Count)),
        (4, OneOf(Act.QrSeen, Act.QrDisputed, Act.QrGivenBack, Act.QrGivenBack)),
        (5, OneOf(Act.Reversal)),
        (2, OneOf(Act.MonthClose, Act.MonthReopening, Act.YearClose)),
        (1, OneOf(Act.Party, Act.Account, Act.FundOpening)),
    ];

    private static readonly Gen<int> Late = Gen.Frequency(
        (6, Gen.Const(0)),
        (4, Gen.Int[1, 72]),
        (1, Gen.Int[73, 1200])
    );

    public static readonly Gen<Step> Steps =
        from act in Gen.Frequency(Weights)
        from pick in Gen.Int[0, 59]
        from amount in Gen.Int[1, 9999]
        from late in Late
        from wait in Gen.Int[0, 40]
        select new Step(act, pick, amount, late, wait);

    public static readonly Gen<string> Chart = OneOf("workshop", "association");

    public static Gen<(string Chart, Step[] Steps)> Of(int length) => Gen.Select(Chart, Steps.Array[1, length]);

    /// <summary>
    /// The same histories at every run, for what is counted over them: a seed given to Sample fixes its first only, and
    /// a rare kind that chance left out would fail a run in which nothing is wrong.
    /// </summary>
    public static IEnumerable<(string Chart, Step[] Steps)> Drawn(int count, int length, string seed)
    {
        var chance = PCG.Parse(seed);
        var histories = Of(length);
        for (var i = 0; i < count; i++)
        {
            yield return histories.Generate(chance, null, out _);
        }
    }

    public static int Times(int few) =>
        few * int.Parse(Environment.GetEnvironmentVariable("DEDAL_HISTORIES") ?? "1", null);

    /// <summary>Lets a scribe write a history into a new book.</summary>
    /// <param name="after">Called after each document that was sent, accepted or not.</param>
    public static MemoryBook Play(
        (string Chart, Step[] Steps) history,
        Action<MemoryBook, Document, Recording>? after = null
    )
    {
        var book = new MemoryBook(Charts.Named(history.Chart));
        foreach (var (document, today) in Documents(book, history.Steps))
        {
            var recording = book.Receive(document, today);
            after?.Invoke(book, document, recording);
        }

        return book;
    }

    /// <summary>The same, of documents written before; what was refused then may be accepted now.</summary>
    public static MemoryBook Replay(string chart, IEnumerable<(Document Document, DateOnly Today)> documents)
    {
        var book = new MemoryBook(Charts.Named(chart));
        foreach (var (document, today) in documents)
        {
            book.Receive(document, today);
        }

        return book;
    }

    /// <summary>The documents of a history; each is made when the one before is in the book.</summary>
    public static IEnumerable<(Document Document, DateOnly Today)> Documents(MemoryBook book, Step[] steps)
    {
        var scribe = new Scribe(book);
        foreach (var document in scribe.Beginning())
        {
            yield return (document, scribe.Today);
        }

        foreach (var step in steps)
        {
            if (scribe.Next(step) is { } document)
            {
                yield return (document, scribe.Today);
            }
        }
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
