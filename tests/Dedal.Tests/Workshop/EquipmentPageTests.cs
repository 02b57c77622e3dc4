using System.Net;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>Machines, their wear month by month, and the loans they were bought with.</summary>
public class EquipmentPageTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_machine_of_a_grant_stands_apart_and_its_wear_is_proposed_month_by_month(EngineKind engine)
    {
        await using var shop = await ShopPages.Open(engine);
        await Got(shop, "Recta", "9600", "own", "2026-01-10");
        await Got(shop, "Remalladora", "4800", "kind", "2026-02-01");
        Assert.Equal((1_440_000, -480_000, -960_000), Balances(shop, "1401", "2301", "1101"));

        var page = await shop.Read("equipment");
        Assert.Matches("Del taller.*Recta.*Donadas.*Remalladora", Flat(page));
        Assert.Contains("Desgaste de enero 2026", page);
        Assert.Contains("Falta anotar el desgaste de enero 2026.", await shop.Read("closes"));
        await Book(shop);
        Assert.Contains("Desgaste de febrero 2026", await shop.Read("equipment"));
        Assert.Contains("De la donación se reconoce Bs 50,00.", await shop.Read("equipment"));
        page = await Book(shop);
        Assert.DoesNotContain("Anotar este desgaste", page);
        Assert.DoesNotContain("Antes de cerrar", await shop.Read("closes"));

        // Two months of 100 and one of 50, of which the granted one is recognised.
        Assert.Equal((25_000, -25_000, -5_000), Balances(shop, "5205", "1409", "4201"));
        Assert.Contains("costó Bs 9.600,00 · desgaste Bs 200,00", page);
        Assert.Contains("9.400,00", page);
        shop.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_machine_is_moved_then_sold_and_takes_its_wear_and_its_grant_along(EngineKind engine)
    {
        await using var shop = await ShopPages.Open(engine);
        await shop.Send("sale", new SaleBody(500_000, [new("cash", 500_000)]));
        await Got(shop, "Recta", "4800", "grant", "2026-02-01");
        await Book(shop);
        var asset = AssetIn(await shop.Read("equipment"));
        var path = $"equipment/{asset}";
        var page = await shop.Save($"{path}/moved", ("asset", asset), ("place", "Taller de Villa Copacabana"));
        Assert.Contains("Está en: Taller de Villa Copacabana.", page);
        Assert.Contains("De su donación falta reconocer Bs 4.750,00.", page);

        (string, string)[] sold = [("asset", asset), ("why", "sold"), ("price", "5000"), ("how", "cash")];
        Assert.Contains("Ya no está, desde el 14/03/2026.", await shop.Save($"{path}/retired", sold));
        Assert.Equal((0, 0, 0), Balances(shop, "1401", "1409", "2301") with { Item3 = 0 });
        Assert.Equal((-25_000, -480_000, 520_000), Balances(shop, "4202", "4201", "1101"));
        Assert.Contains("Las que ya no están", await shop.Read("equipment"));
        var (status, again) = await shop.Post($"{path}/retired", sold);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Ya no está, desde el 14/03/2026.", again);
        shop.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_broken_machine_was_still_worth_is_its_last_wear_and_can_be_undone(EngineKind engine)
    {
        await using var shop = await TestWorkshop.Open(engine);
        var asset = TestBook.Id();
        await shop.Accept(
            "equipment-got",
            new EquipmentGotBody(asset, "Horno", 96_000, AssetSource.Own, new(2026, 1, 1), 96, Paid: Cash(96_000))
        );
        var wear = await shop.Accept("wear-booked", new WearBookedBody(202601, [new(asset, 1_000)]));
        var gone = await shop.Accept("equipment-retired", new EquipmentRetiredBody(asset, "broken"));
        Assert.Equal((0, 0, 96_000), Seen());
        Assert.Equal("undo-later-first", await shop.Refusal("reversal", new ReversalBody(wear.Id)));
        Assert.Equal("asset-gone", await shop.Refusal("equipment-moved", new EquipmentMovedBody(asset, "Depósito")));
        Assert.Equal("asset-gone", await shop.Refusal("wear-booked", new WearBookedBody(202602, [new(asset, 1_000)])));
        await shop.Accept("reversal", new ReversalBody(gone.Id));
        Assert.Equal((96_000, -1_000, 1_000), Seen());
        await shop.Accept("reversal", new ReversalBody(wear.Id));
        Assert.Equal("reason-missing", await shop.Refusal("equipment-retired", new EquipmentRetiredBody(asset, "x")));
        var unpaid = new EquipmentRetiredBody(asset, "sold");
        Assert.Equal("payment-missing", await shop.Refusal("equipment-retired", unpaid));
        shop.Book.AssertSound();

        (long, long, long) Seen() => (shop.Book.Balance("1401"), shop.Book.Balance("1409"), shop.Book.Balance("5205"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_loan_says_what_is_due_and_an_instalment_is_split(EngineKind engine)
    {
        await using var shop = await ShopPages.Open(engine);
        var lender = TestBook.Id();
        Assert.Contains("No se debe ningún préstamo.", await shop.Read("loans"));
        await shop.Send("party-added", new PartyAddedBody(lender, "lender"));
        await shop.Send("money-received", new MoneyReceivedBody("loan", 1_500_000, "cash", Party: lender));
        Assert.Contains("Debemos Bs 15.000,00.", await shop.Read("loans"));

        // Worked example DS2: 15,000 at 11.5 % in 18 instalments of 911.25, the first interest 143.75.
        (string, string)[] terms =
        [
            ("party", $"{lender}"),
            ("amount", "15000"),
            ("months", "18"),
            ("first", "2026-03-01"),
            ("rate", "11,5"),
            ("flat", "no"),
        ];
        var page = await shop.Save("loans/agreed", terms);
        Assert.Contains("Cuota 1: Bs 911,25, hasta el 01/03/2026.", page);
        Assert.Contains("préstamo Bs 767,50 · interés Bs 143,75", page);
        Assert.Contains("Está atrasada.", page);
        var form = await shop.Read($"loans/paid?party={lender}");
        Assert.Matches("name=\"amount\"[^>]*value=\"911,25\"", form);
        Assert.Matches("name=\"interest\"[^>]*value=\"143,75\"", form);
        (string, string)[] paid =
        [
            ("party", $"{lender}"),
            ("amount", "911,25"),
            ("interest", "143,75"),
            ("how", "bank"),
        ];
        page = await shop.Save("loans/paid", paid);
        Assert.Contains("Debemos Bs 14.232,50.", page);
        Assert.Contains("Ya se pagó Bs 767,50 del préstamo y Bs 143,75 de interés.", page);
        Assert.Contains("Cuota 2: Bs 911,25, hasta el 01/04/2026.", page);
        Assert.DoesNotContain("Está atrasada.", page);
        Assert.Equal(14_375, shop.Balance("5206"));

        // A part with all the interest of its month: the same interest is not asked for again.
        paid = [("party", $"{lender}"), ("amount", "200"), ("interest", "136,39"), ("how", "bank")];
        page = await shop.Save("loans/paid", paid);
        Assert.Contains("Cuota 2: Bs 711,25, hasta el 01/04/2026.", page);
        Assert.Contains("préstamo Bs 711,25 · interés Bs 0,00", page);

        var (status, wrong) = await shop.Post("loans/agreed", [.. terms[..4], ("rate", "mucho"), ("flat", "no")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("El interés no se entiende.", wrong);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_machine_in_use_before_the_book_knew_it_wears_what_is_left_over_the_months_left(
        EngineKind engine
    )
    {
        await using var shop = await ShopPages.Open(engine);
        (string, string)[] form =
        [
            ("name", "Recta"),
            ("cost", "9600"),
            ("source", "kind"),
            ("years", "8"),
            ("day", "2026-02-05"),
        ];

        // Eight years from 2015 are over: nothing could wear month by month, so how long it lasts is asked again.
        var (status, page) = await shop.Post("equipment/new", [.. form, ("inUseFrom", "2015-01-10")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Con esos años ya se habría acabado. ¿Cuántos años dura en total?", page);
        Assert.Equal(0, shop.Balance("1401"));

        // From June 2020 to May 2028, known from February 2026: 28 months are left.
        await shop.Save("equipment/new", [.. form, ("inUseFrom", "2020-06-15")]);
        Assert.Contains("Desgaste de febrero 2026", await shop.Read("equipment"));
        page = await Book(shop);
        Assert.DoesNotContain("Anotar este desgaste", page);
        Assert.Equal((34_286, -34_286, -34_286), Balances(shop, "5205", "1409", "4201"));
        shop.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_machine_that_was_there_before_the_book_takes_no_money_and_is_no_gift(EngineKind engine)
    {
        await using var shop = await ShopPages.Open(engine);
        (string, string)[] form = [("name", "Recta"), ("cost", "960"), ("source", "before"), ("years", "8")];
        await shop.Save("equipment/new", [.. form, ("how", "cash"), ("inUseFrom", "2025-01-10")]);
        Assert.Equal((96_000, -96_000, 0), Balances(shop, "1401", "3105", "1101"));
        Assert.Equal((0, 0, 0), Balances(shop, "2301", "4201", "2101"));
        Assert.Contains("ya la teníamos", await shop.Read("equipment"));
        shop.AssertSound();
    }

    [Fact]
    public void Wear_of_a_machine_known_late_ends_with_its_life_and_never_comes_all_at_once()
    {
        var got = new EquipmentGotBody(TestBook.Id(), "Recta", 960_000, AssetSource.Own, new(2020, 6, 15), 96);
        var worn = Worn(got);
        Assert.Equal((202603, 202805, 27), (worn.Keys.Min(), worn.Keys.Max(), worn.Count));
        Assert.Equal([35_556L], worn.Where(w => w.Key < 202805).Select(w => w.Value).Distinct());
        Assert.Equal((35_544L, 960_000L), (worn[202805], worn.Values.Sum()));

        // Its last month is the one in which it was written down, or one before it.
        Assert.Equal([(202603, 960_000L)], Worn(got with { Months = 70 }).Select(w => (w.Key, w.Value)));
        Assert.Empty(Worn(got with { Months = 69 }));
        Assert.Empty(Worn(got with { InUseFrom = new(2015, 1, 1) }));

        // One that the book knew before it was in use wears over all its life.
        worn = Worn(got with { InUseFrom = new(2026, 5, 3) });
        Assert.Equal((202605, 203404, 10_000L), (worn.Keys.Min(), worn.Keys.Max(), worn.Values.Distinct().Single()));

        static SortedDictionary<int, long> Worn(EquipmentGotBody got)
        {
            var worn = new SortedDictionary<int, long>();
            for (var month = 202601; month <= 203612; month = Period.Next(month))
            {
                if (new Asset(got, new(2026, 3, 5), worn.ToDictionary()).Proposed(month) is { } line)
                {
                    worn[month] = line.Amount;
                }
            }

            return worn;
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_lender_written_twice_keeps_the_terms_and_what_was_paid_once_the_two_are_joined(
        EngineKind engine
    )
    {
        await using var shop = await ShopPages.Open(engine);
        var (bank, twice) = (TestBook.Id(), TestBook.Id());
        await shop.Send("party-added", new PartyAddedBody(bank, "lender"));
        await shop.Send("party-added", new PartyAddedBody(twice, "lender"));
        await shop.Send("money-received", new MoneyReceivedBody("loan", 1_500_000, "cash", Party: twice));
        await shop.Send("loan-agreed", new LoanAgreedBody(twice, 1_500_000, 1_150, 18, new(2026, 3, 1)));
        await shop.Send("loan-paid", new LoanPaidBody(twice, 91_125, 14_375, "bank"));
        await Joined();

        // Joined, the first is still paid under its own name; what was paid under the other came before it.
        await shop.Send("party-merged", new PartyMergedBody(twice, bank));
        await Joined();
        await shop.Send("loan-paid", new LoanPaidBody(bank, 91_125, 13_639, "bank"));
        var page = await shop.Read("loans");
        Assert.Contains("Debemos Bs 13.457,64.", page);
        Assert.Contains("Ya se pagó Bs 1.542,36 del préstamo y Bs 280,14 de interés.", page);
        Assert.Contains("Cuota 3: Bs 911,25, hasta el 01/05/2026.", page);

        async Task Joined()
        {
            var page = await shop.Read("loans");
            Assert.Contains("Debemos Bs 14.232,50.", page);
            Assert.Contains("Ya se pagó Bs 767,50 del préstamo y Bs 143,75 de interés.", page);
            Assert.Contains("Cuota 2: Bs 911,25, hasta el 01/04/2026.", page);
        }
    }

    [Fact]
    public void A_flat_loan_pays_the_same_interest_every_month_and_all_of_it_back()
    {
        // Case DS3's offer: 2.5 % flat for 6 months.
        var due = LoanState.Schedule(new(TestBook.Id(), 100_000, 250, 6, new(2026, 1, 31), Flat: true), 2).ToList();
        Assert.All(due, d => Assert.Equal(2_500, d.Interest));
        Assert.Equal(100_000, due.Sum(d => d.Principal));
        Assert.Equal(new(2026, 2, 28), due[1].Day);
    }

    private static IReadOnlyList<Payment> Cash(long amount) => TestWorkshop.Cash(amount);

    private static async Task Got(ShopPages shop, string name, string cost, string source, string from)
    {
        shop.App.Clock.Now = new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero);
        await shop.Save(
            "equipment/new",
            ("name", name),
            ("cost", cost),
            ("source", source),
            ("how", "cash"),
            ("party", ""),
            ("years", "8"),
            ("inUseFrom", from),
            ("serial", "S-1"),
            ("place", ""),
            ("day", from)
        );
    }

    /// <summary>Books the wear that the page proposes.</summary>
    private static async Task<string> Book(ShopPages shop)
    {
        var page = await shop.Read("equipment");
        return await shop.Save("equipment", ("wear", Value(page, "wear")), ("day", Value(page, "day")));
    }

    private static string Value(string page, string name) =>
        page.Split($"name=\"{name}\" value=\"")[1].Split("\" />")[0];

    private static string AssetIn(string page) =>
        page.Split("equipment/").Skip(1).Select(t => t[..36]).First(t => Guid.TryParse(t, out _));

    private static string Flat(string page) => page.Replace('\n', ' ');

    private static (long, long, long) Balances(ShopPages shop, string a, string b, string c) =>
        (shop.Balance(a), shop.Balance(b), shop.Balance(c));
}
