using System.Text.Json;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Tests.Simulation;

/// <summary>What a step of a history tries.</summary>
public enum Act
{
    Sale,
    MixedSale,
    FiadoSale,
    QrSale,
    RoundedSale,
    FiadoPayment,
    BadDebt,
    CustomerRefund,
    Purchase,
    CreditPurchase,
    Expense,
    SupplierPayment,
    Transfer,
    Exchange,
    Withdrawal,
    Contribution,
    MoneyReceived,
    Count,
    QrSeen,
    QrDisputed,
    QrGivenBack,
    AccountantsEntry,
    Opening,
    Reversal,
    MonthClose,
    MonthReopening,
    YearClose,
    Party,
    Account,
    FundOpening,
}

/// <summary>One step: numbers that the scribe turns into a document that fits the book so far.</summary>
/// <param name="Pick">Chooses among what there is (a person, a document to reverse, a box).</param>
/// <param name="Amount">In the smallest coin, or in centavos where those exist.</param>
/// <param name="Late">Hours between the moment it tells of and its arrival.</param>
/// <param name="Wait">Hours that pass before it.</param>
public readonly record struct Step(Act Act, int Pick, int Amount, int Late, int Wait);

/// <summary>
/// Turns steps into documents, looking at a book to choose plausibly. The same steps always make the same documents.
/// Whole hours make equal moments common, which real clocks make rare.
/// </summary>
public sealed class Scribe(MemoryBook book)
{
    public static readonly Guid[] Persons = [Id(1, 1), Id(1, 2), Id(1, 3)];
    private int made;

    /// <summary>The server's clock; begins in November, so that a year close comes within reach.</summary>
    public DateTimeOffset Now { get; private set; } = new(2025, 11, 20, 15, 0, 0, TimeSpan.Zero);

    public DateOnly Today => DayOf(Now);

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime.AddHours(-4));

    public static Guid Id(int space, int n) =>
        new(space, (short)0, (short)0x7000, [0x80, 0, 0, 0, .. BitConverter.GetBytes(n)]);

    /// <summary>
    /// Documents that any history of a chart begins with: people, and in an association euros and a fund.
    /// </summary>
    public IEnumerable<Document> Beginning()
    {
        for (var i = 0; i < 3; i++)
        {
            yield return Make("party-added", new PartyAddedBody(Id(2, i), i < 2 ? "customer" : "supplier"));
        }

        if (book.Chart.Name != "association")
        {
            yield break;
        }

        yield return Make("fund-opened", new FundOpenedBody("premio", "Premio 2009"));
        foreach (var (code, kind, box) in EuroAccounts)
        {
            yield return Make("account-added", new AccountAddedBody(code, code, kind, box, "EUR"));
        }
    }

    /// <summary>The document of a step; null when there is nothing to do it with.</summary>
    public Document? Next(Step step)
    {
        Now = Now.AddHours(step.Wait);
        var body = BodyOf(step);
        return body is null ? null : Make(body.Value.Kind, body.Value.Body, step.Late, Persons[step.Pick % 3]);
    }

    public Document Make(string kind, object body, int lateHours = 0, Guid? actor = null)
    {
        var at = Now.AddHours(-lateHours);
        return new(
            Id(3, ++made),
            kind,
            1,
            JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default),
            DayOf(at),
            at.ToUnixTimeMilliseconds(),
            0,
            actor ?? Persons[0],
            "simulated",
            made
        );
    }

    private static readonly (string Code, string Kind, string Box)[] EuroAccounts =
    [
        ("1101", "asset", "cash"),
        ("1103", "asset", "bank"),
        ("1190", "asset", "none"),
        ("2301", "liability", "none"),
        ("2401", "liability", "none"),
        ("3101", "equity", "none"),
        ("4102", "income", "none"),
        ("4203", "income", "none"),
        ("5208", "expense", "none"),
    ];

    private bool InFunds => book.Chart.Name == "association";

    private (string Kind, object Body)? BodyOf(Step s) =>
        s.Act switch
        {
            Act.Sale or Act.MixedSale or Act.FiadoSale or Act.QrSale or Act.RoundedSale => ("sale", SaleOf(s)),
            Act.FiadoPayment => ("fiado-payment", new FiadoPaymentBody(Customer(s), Coins(s), HowOf(s))),
            Act.BadDebt => ("bad-debt", new BadDebtBody(Customer(s), PartOf(s, Role.Receivable))),
            Act.CustomerRefund => (
                "customer-refund",
                new CustomerRefundBody(Customer(s), PartOf(s, Role.Deposits), s.Pick % 3 == 0 ? "bank" : "cash")
            ),
            Act.Purchase => (
                "purchase",
                new SpendingBody(Coins(s), "5110", [new(HowOf(s), Coins(s))], Fund: FundOf(s))
            ),
            Act.CreditPurchase => ("purchase", CreditPurchaseOf(s)),
            Act.Expense => ("expense", new SpendingBody(s.Amount, "5208", [new("cash", Rounded(s))])),
            Act.SupplierPayment => ("supplier-payment", new SupplierPaymentBody(Id(2, 2), Coins(s), HowOf(s))),
            Act.Transfer => ("transfer", TransferOf(s)),
            Act.Exchange => ("transfer", new TransferBody("1103 EUR", BoxOf(s), Coins(s), Coins(s) * 10, FundOf(s))),
            Act.Withdrawal => ("house-withdrawal", new HouseWithdrawalBody(Coins(s), Member: Persons[s.Pick % 3])),
            Act.Contribution => ("contribution", new ContributionBody(Coins(s), HowOf(s), Member: Persons[0])),
            Act.MoneyReceived => ("money-received", ReceivedOf(s)),
            Act.Count => ("cash-count", CountOf(s)),
            Act.QrSeen => WaitingQr(s) is { } d ? ("qr-seen", new QrSeenBody(d)) : null,
            Act.QrDisputed => WaitingQr(s) is { } d ? ("qr-disputed", new QrDisputedBody(d, Customer(s))) : null,
            Act.QrGivenBack => UndoneQr(s) is { } d ? ("qr-given-back", GivenBackOf(s, d))
            : SeenQr(s) is { } seen ? ("reversal", new ReversalBody(seen))
            : null,
            Act.AccountantsEntry => ("accountants-entry", EntryOf(s)),
            Act.Opening => ("opening-balances", new OpeningBalancesBody(Rows(s))),
            Act.Reversal => Chosen(s) is { } d ? ("reversal", new ReversalBody(d)) : null,
            Act.MonthClose => ("month-close", new MonthCloseBody(Period.Of(Today.AddMonths(-1 - (s.Pick % 2))))),
            Act.MonthReopening => (
                "month-reopening",
                new MonthReopeningBody(Period.Of(book.ClosedThrough ?? Today), "error")
            ),
            Act.YearClose => ("year-close", new YearCloseBody(Today.Year - 1)),
            Act.Party => ("party-added", new PartyAddedBody(Id(2, s.Pick % 6), "customer")),
            Act.Account => ("account-added", new AccountAddedBody($"11{s.Pick % 4}9", "Otra caja", "asset", "cash")),
            _ => InFunds ? ("fund-opened", new FundOpenedBody($"fondo-{s.Pick % 3}", "Fondo")) : null,
        };

    private SaleBody SaleOf(Step s)
    {
        var coins = Coins(s);
        return s.Act switch
        {
            Act.MixedSale => new(
                (coins * 2) + s.Amount + 7,
                [new("cash", coins), new("qr", s.Amount), new("bank", 7), new("credit", coins)],
                Party: Customer(s)
            ),
            Act.FiadoSale => new(s.Amount, [new("credit", s.Amount)], Party: Customer(s), Fund: FundOf(s)),
            Act.QrSale => new(s.Amount, [new("qr", s.Amount)], Fund: FundOf(s)),
            Act.RoundedSale => new(s.Amount, [new("cash", Rounded(s))]),
            _ => new(coins, [new("cash", coins, CashBoxOf(s))], Fund: FundOf(s)),
        };
    }

    private static SpendingBody CreditPurchaseOf(Step s) =>
        new(Coins(s) + s.Amount, "5110", [new("cash", Coins(s)), new("credit", s.Amount)], Id(2, 2));

    private TransferBody TransferOf(Step s) => new("1101", InFunds || s.Pick % 2 == 0 ? "1103" : "1102", Coins(s));

    private MoneyReceivedBody ReceivedOf(Step s)
    {
        var source = (s.Pick % 3) switch
        {
            0 => "loan",
            1 => "grant",
            _ => "gift",
        };
        return InFunds && s.Pick % 2 == 0
            ? new(source, s.Amount, "bank", "1103 EUR", Customer(s), FundOf(s))
            : new(source, Coins(s), HowOf(s), Party: Customer(s), Fund: FundOf(s));
    }

    /// <summary>Usually near what the books expect, as it is in life.</summary>
    private CashCountBody CountOf(Step s)
    {
        var name = CashBoxOf(s) ?? "1101";
        var (account, _) = Accounts.Find(book, name, "box");
        var expected = account is null ? 0 : book.Balance(account.Number).Minor;
        var difference = s.Pick % 3 == 0 ? 0 : (s.Amount % 60 - 30) * 10;
        return new(Math.Max(0, (expected + difference) / 10 * 10), Box: name);
    }

    private AccountantsEntryBody EntryOf(Step s) =>
        new(
            "ajuste",
            [
                new("5201", s.Amount),
                new("1201", 0, s.Amount, Subject: Subject.Party(Customer(s))),
                new("1101", Coins(s), Fund: FundOf(s)),
                new("1103", 0, Coins(s), FundOf(s)),
            ]
        );

    private EntryRow[] Rows(Step s) =>
        [
            new("1101", Coins(s)),
            new("1201", s.Amount, Subject: Subject.Party(Customer(s))),
            new("2101", 0, s.Amount / 2 + 1, Subject: Subject.Party(Id(2, 2))),
        ];

    /// <summary>
    /// A document that is there, of any or the given kinds; late ones and counts are chosen like all others.
    /// </summary>
    private Guid? Chosen(Step s) => Choose(s, book.Written);

    /// <summary>Mostly one that still waits.</summary>
    private Guid? WaitingQr(Step s) =>
        Choose(
            s,
            [
                .. book.Written.Where(w =>
                    s.Pick % 7 == 0
                    || w.Decision.Lines.Any(l => l.DebitSubject == Subject.Qr(w.Document.Id))
                        && book.Balance(book.Needed(Role.QrPending).Number, Subject.Qr(w.Document.Id)) > new Money(0)
                ),
            ]
        );

    /// <summary>One that was undone after it was seen, given back before or not.</summary>
    private Guid? UndoneQr(Step s) =>
        Choose(s, [.. book.Written.Where(w => Qr(w).IsNegative || book.About(Subject.Qr(w.Document.Id)).Count > 0)]);

    private Guid? SeenQr(Step s) =>
        Choose(
            s,
            [
                .. book.Written.Where(w =>
                    w.Decision.Lines.Any(l => l.DebitSubject == Subject.Qr(w.Document.Id))
                    && Qr(w).IsZero
                    && book.ReversalOf(w) is null
                ),
            ]
        );

    /// <summary>What waits of a document's QR payment, or is to be given back.</summary>
    private Money Qr(Written w) => book.Balance(book.Needed(Role.QrPending).Number, Subject.Qr(w.Document.Id));

    private QrGivenBackBody GivenBackOf(Step s, Guid document) =>
        s.Pick % 3 == 0 ? new(document, "bank") : new(document, Box: s.Pick % 4 == 0 && !InFunds ? "1102" : null);

    private static Guid? Choose(Step s, IReadOnlyList<Written> there)
    {
        return there.Count == 0 ? null : there[(s.Pick * 7919 + s.Amount) % there.Count].Document.Id;
    }

    private static Guid Customer(Step s) => Id(2, s.Pick % 2);

    private static long Coins(Step s) => s.Amount * 10L;

    /// <summary>Of what is between a customer and us, in coins; something where nothing is.</summary>
    private long PartOf(Step s, string role)
    {
        var there = Math.Abs(book.Balance(book.Needed(role).Number, Subject.Party(Customer(s))).Minor);
        return there < 10 ? 10 : Math.Min(Coins(s), there / 10 * 10);
    }

    private static long Rounded(Step s) => Math.Max(10, (s.Amount + 5) / 10 * 10);

    private string? FundOf(Step s) => InFunds && s.Pick % 2 == 0 ? "premio" : null;

    private string? CashBoxOf(Step s) =>
        (s.Pick % 4) switch
        {
            0 when !InFunds => "1102",
            1 when s.Act == Act.Count && InFunds => "1101 EUR",
            2 when book.FindAccount("1109", book.Currency) is not null => "1109",
            _ => null,
        };

    private static string BoxOf(Step s) => s.Pick % 2 == 0 ? "1103" : "1101";

    private static string HowOf(Step s) =>
        (s.Pick % 5) switch
        {
            0 => "bank",
            1 => "qr",
            _ => "cash",
        };
}
