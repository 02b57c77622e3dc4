using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

public class MembersAndQrTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Who_brought_or_took_money_must_be_or_have_been_a_member(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var (member, stranger) = (TestBook.Id(), TestBook.Id());
        await book.MakeMembers(member);
        await book.Accept("contribution", new ContributionBody(500, Member: member));
        await book.Accept("house-withdrawal", new HouseWithdrawalBody(100, Member: member));
        await book.Accept("house-withdrawal", new HouseWithdrawalBody(100));
        var brought = await book.Send("contribution", new ContributionBody(500, Member: stranger));
        var taken = await book.Send("house-withdrawal", new HouseWithdrawalBody(500, Member: stranger));
        Assert.Equal(("member-unknown", "member"), (brought.Refusal!.Code, brought.Refusal.Field));
        Assert.Equal("member-unknown", taken.Refusal!.Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_QR_payments_the_one_that_waits_longest_comes_first_and_all_are_counted(EngineKind engine)
    {
        await using var book = new TestBook(engine);
        var sales = new List<Guid>();
        for (var i = 0; i < Notebook.PageSize + 3; i++)
        {
            sales.Add((await book.Accept("sale", new SaleBody(100 + i, [new("qr", 100 + i)]))).Id);
        }

        var seen = sales[0];
        await book.Accept("qr-seen", new QrSeenBody(seen));
        sales = [.. sales.OrderBy(id => id.ToString(), StringComparer.Ordinal)]; // within one millisecond as it comes
        var rows = book.Reading(sql => Notebook.QrWaiting(sql, book.Org.Id, 1104));
        Assert.Equal(sales.Where(id => id != seen).Take(Notebook.PageSize), rows.Select(r => r.Document.Id));
        Assert.Equal(sales.Count - 1, book.Reading(sql => Notebook.QrOpen(sql, book.Org.Id, 1104)).Waiting);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_sale_undone_after_its_QR_was_seen_is_money_to_give_back(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller");
        using var treasurer = await app.SignedIn(org.Id, Who.Treasurer);
        await Post(treasurer, org.Id, "sale", ("total", "35"), ("how", "qr"));
        var sale = app.Reading(sql => Notebook.Before(sql, org.Id, long.MaxValue)[0]);
        await Post(treasurer, org.Id, "qr-seen", ("document", sale.Document.Id.ToString()));
        await Post(
            treasurer,
            org.Id,
            $"doc/{sale.Seq}/undo",
            ("document", sale.Document.Id.ToString()),
            ("reason", "twice")
        );

        foreach (var page in (string[])["hoy", "qr"])
        {
            var text = await treasurer.GetStringAsync(new Uri($"/o/{org.Id}/{page}", UriKind.Relative));
            Assert.Contains("Un QR visto fue anulado: devuelva 35 bolivianos.", text, StringComparison.Ordinal);
        }
    }

    private static async Task Post(HttpClient client, Guid org, string path, params (string, string)[] fields)
    {
        var typed = fields.Append(("id", TestBook.Id().ToString())).ToDictionary(f => f.Item1, f => f.Item2);
        using var form = new FormUrlEncodedContent(typed);
        using var answer = await client.PostAsync(new Uri($"/o/{org}/{path}", UriKind.Relative), form);
        Assert.True((int)answer.StatusCode == 303, $"{path}: {answer.StatusCode}");
    }
}
