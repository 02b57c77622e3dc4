using System.Net;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Simulation;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

/// <summary>
/// The same customer was added twice: what is open goes over, late documents follow, undoing brings it back.
/// </summary>
public class PartyMergeTests
{
    private const string Receivable = "1201";

    [Theory, ClassData(typeof(Engines))]
    public async Task Debts_go_over_and_documents_that_still_name_the_old_one_follow(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var (rosa, rosita) = (await Party(book), await Party(book));
        var first = await Fiado(book, rosita, 10000);
        await Fiado(book, rosa, 4000);
        await book.Accept("fiado-payment", new FiadoPaymentBody(rosita, 11000)); // ten of it are a deposit
        await Fiado(book, rosita, 500);
        Assert.Equal((0, -500), Stands(book, rosita));
        var merge = await book.Accept("party-merged", new PartyMergedBody(rosita, rosa));
        Assert.Equal(((3500, 0), (0, 0)), (Stands(book, rosa), Stands(book, rosita)));
        Assert.Equal((3500, 0, 0), (book.Balance(Receivable), book.Balance("2102"), book.Balance("3105")));

        // A phone that did not know yet: sale, payment, and the undoing of what came before.
        await Fiado(book, rosita, 300);
        Assert.Equal(3800, Debt(book, rosa));
        await book.Accept("fiado-payment", new FiadoPaymentBody(rosita, 4800));
        Assert.Equal(((0, -1000), (0, 0)), (Stands(book, rosa), Stands(book, rosita)));
        await book.Accept("reversal", new ReversalBody(first.Id));
        Assert.Equal(((0, -11000), (0, 0)), (Stands(book, rosa), Stands(book, rosita)));
        book.AssertSound();

        await book.Accept("reversal", new ReversalBody(merge.Id));
        Assert.Equal(((0, -10500), (0, -500)), (Stands(book, rosa), Stands(book, rosita)));
        await Fiado(book, rosita, 200);
        Assert.Equal((0, -300), Stands(book, rosita));
        book.AssertSound();
        await book.Accept("party-merged", new PartyMergedBody(rosita, rosa));
        Assert.Equal(((0, -10800), (0, 0)), (Stands(book, rosa), Stands(book, rosita)));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_undone_merge_leaves_each_with_her_own(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var (rosa, rosita) = (await Party(book), await Party(book));
        await Fiado(book, rosita, 4000);
        var merge = await book.Accept("party-merged", new PartyMergedBody(rosita, rosa));
        await book.Accept("fiado-payment", new FiadoPaymentBody(rosa, 10000));
        await book.Accept("reversal", new ReversalBody(merge.Id));
        Assert.Equal(((0, -10000), (4000, 0)), (Stands(book, rosa), Stands(book, rosita)));

        var (ana, anita) = (await Party(book), await Party(book));
        await book.Accept("fiado-payment", new FiadoPaymentBody(anita, 1000));
        merge = await book.Accept("party-merged", new PartyMergedBody(anita, ana));
        await Fiado(book, ana, 5000);
        await book.Accept("reversal", new ReversalBody(merge.Id));
        Assert.Equal(((5000, 0), (0, -1000)), (Stands(book, ana), Stands(book, anita)));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_makes_no_sense_is_refused(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var (a, b, c) = (await Party(book), await Party(book), await Party(book));
        Assert.Equal("party-merged-with-itself", await Refusal(book, a, a));
        Assert.Equal("party-unknown", await Refusal(book, a, TestBook.Id()));
        Assert.Equal("party-unknown", await Refusal(book, TestBook.Id(), a));
        var merge = await book.Accept("party-merged", new PartyMergedBody(a, b));
        Assert.Equal("party-merged-already", await Refusal(book, a, c));
        Assert.Equal("party-merged-already", await Refusal(book, b, a));
        Assert.Equal("party-merged-already", await Refusal(book, c, a));
        await book.Accept("party-merged", new PartyMergedBody(b, c));
        var undone = await book.Send("reversal", new ReversalBody(merge.Id));
        Assert.Equal("party-merged-since", undone.Refusal!.Code);
        var member = await book.Send(book.Document("party-merged", new PartyMergedBody(c, b)), Who.Member);
        Assert.Equal("role-may-not", member.Refusal!.Code);
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_chain_follows_to_its_end(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var (a, b, c) = (await Party(book), await Party(book), await Party(book));
        await Fiado(book, a, 100);
        await book.Accept("party-merged", new PartyMergedBody(a, b));
        await book.Accept("party-merged", new PartyMergedBody(b, c));
        await Fiado(book, a, 30);
        Assert.Equal((0, 0, 130), (Debt(book, a), Debt(book, b), Debt(book, c)));
        book.AssertSound();
    }

    [Fact]
    public async Task The_book_in_memory_says_the_same()
    {
        await using var book = new TestBook(EngineKind.Sqlite);
        var memory = new MemoryBook(Charts.Named("workshop"));
        var (a, b) = (TestBook.Id(), TestBook.Id());
        var ids = new List<Guid>();
        foreach (
            var (kind, body) in new (string, Func<object>)[]
            {
                ("party-added", () => new PartyAddedBody(a, "customer")),
                ("party-added", () => new PartyAddedBody(b, "customer")),
                ("sale", () => Sold(a, 2500)),
                ("party-merged", () => new PartyMergedBody(a, b)),
                ("sale", () => Sold(a, 700)),
                ("fiado-payment", () => new FiadoPaymentBody(a, 4000)),
                ("reversal", () => new ReversalBody(ids[2])),
                ("reversal", () => new ReversalBody(ids[3])),
                ("sale", () => Sold(a, 100)),
            }
        )
        {
            var document = book.Document(kind, body());
            ids.Add(document.Id);
            Assert.Equal(Answer.Accepted, (await book.Send(document)).Answer);
            Assert.Equal(Answer.Accepted, memory.Receive(document, new(2026, 3, 14)).Answer);
        }

        var subjects = memory.Subjects();
        foreach (var account in new[] { 1201, 2102 })
        {
            foreach (var party in new[] { a, b })
            {
                Assert.Equal(
                    subjects.GetValueOrDefault((account, Subject.Party(party))),
                    Of(book, account.ToString(System.Globalization.CultureInfo.InvariantCulture), party)
                );
            }
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task On_the_page_two_are_joined_renamed_and_erased(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Bordados");
        var client = await app.SignedIn(org.Id, "treasurer");
        var (rosa, rosita) = (await Add(client, org, "Rosa Mamani"), await Add(client, org, "Rosita <b>"));
        var page = $"/o/{org.Id}/parties/{rosita}";
        Assert.Contains("Rosita &lt;b&gt;", await client.GetStringAsync(page), StringComparison.Ordinal);
        foreach (
            var (name, phone, status) in new[]
            {
                ("", "", 422),
                (new string('x', 101), "", 422),
                ("Rosita", "llame", 422),
                ("Rosita", new string('7', 21), 422),
                ("Rosita Choque", "+591 70000000", 303),
            }
        )
        {
            var answer = await client.PostAsync(page, Form(("name", name), ("phone", phone)));
            Assert.Equal(status, (int)answer.StatusCode);
        }

        Assert.Contains("591 70000000", await client.GetStringAsync(page), StringComparison.Ordinal);
        var missing = await client.PostAsync(page + "/merge", Form(("id", $"{TestBook.Id()}"), ("from", $"{rosita}")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
        var merged = await client.PostAsync(
            page + "/merge",
            Form(("id", $"{TestBook.Id()}"), ("from", $"{rosita}"), ("into", $"{rosa}"))
        );
        Assert.Equal(HttpStatusCode.SeeOther, merged.StatusCode);
        var list = await client.GetStringAsync(merged.Headers.Location);
        Assert.DoesNotContain($"parties/{rosita}", list, StringComparison.Ordinal);
        Assert.Contains("Es la misma que Rosa Mamani", await client.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Contains("Es la misma:", await client.GetStringAsync($"/o/{org.Id}/cuaderno"), StringComparison.Ordinal);

        Assert.Equal(403, (int)(await client.PostAsync(page + "/erase", null)).StatusCode);
        var coordinator = await app.SignedIn(org.Id, "coordinator");
        await coordinator.PostAsync(page + "/erase", null);
        var erased = await client.GetStringAsync(page);
        Assert.DoesNotContain("Choque", erased, StringComparison.Ordinal);
        Assert.DoesNotContain("70000000", erased, StringComparison.Ordinal);
        var again = await client.PostAsync(page, Form(("name", "Rosita Choque"), ("phone", "")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        var other = await app.SignedIn((await app.Workshop("Panadería")).Id, "coordinator");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(page)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await client.GetAsync($"/o/{org.Id}/parties/{TestBook.Id()}")).StatusCode
        );
    }

    private static async Task<Guid> Add(HttpClient client, Organisation org, string name)
    {
        var id = TestBook.Id();
        var answer = await client.PostAsync(
            $"/o/{org.Id}/parties",
            Form(("id", $"{id}"), ("name", name), ("role", "customer"))
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return id;
    }

    private static async Task<Guid> Party(TestBook book)
    {
        var id = TestBook.Id();
        await book.Accept("party-added", new PartyAddedBody(id, "customer"));
        return id;
    }

    private static SaleBody Sold(Guid party, long total) => new(total, [new("credit", total)], Party: party);

    private static Task<Document> Fiado(TestBook book, Guid party, long total) =>
        book.Accept("sale", Sold(party, total));

    private static async Task<string> Refusal(TestBook book, Guid from, Guid into) =>
        (await book.Send("party-merged", new PartyMergedBody(from, into))).Refusal!.Code;

    private static (long Owes, long OnAccount) Stands(TestBook book, Guid party) =>
        (Debt(book, party), Of(book, "2102", party));

    private static long Debt(TestBook book, Guid party) => Of(book, Receivable, party);

    private static long Of(TestBook book, string code, Guid party) =>
        book.Reading(sql =>
            sql.First(
                """
                select t.balance from subject_total t join account a on a.org_id = t.org_id and a.account = t.account
                where t.org_id = $1 and a.code = $2 and t.subject = $3
                """,
                r => r.GetInt64(0),
                book.Org.Id,
                code,
                Subject.Party(party)
            )
        );

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
}
