using System.Globalization;
using System.Text.Json.Nodes;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Web.Books;

namespace Dedal.Tests.Domain.Books;

/// <summary>The worked examples of the evening count (CC1 to CC3), through the posting rules.</summary>
public class WorkedCashCountTests
{
    private static readonly DateOnly Today = new(2026, 3, 14);

    [Theory]
    [InlineData("CC1")]
    [InlineData("CC2")]
    public void A_count_posts_the_difference_of_the_example(string id)
    {
        var (inputs, expected) = Case(id);
        var pieces = inputs["denominations"]!
            .AsArray()
            .Zip(inputs["counts"]!.AsArray())
            .ToDictionary(p => Minor(p.First!), p => p.Second!.GetValue<int>());
        var (book, scribe) = BadInputTests.NewBook();
        Assert.Equal(Answer.Accepted, Receive("opening-balances", Opening(Minor(inputs["expected"]!))));
        Assert.Equal(Answer.Accepted, Receive("cash-count", new CashCountBody(Minor(expected["total"]!), pieces)));
        var difference = Minor(expected["difference"]!);
        Assert.Equal(difference, Assert.Single(book.HoldingCounts).Difference.Minor);
        Assert.Equal(Minor(expected["total"]!), book.Balance(1101).Minor);
        Assert.Equal(Math.Max(0, -difference), book.Balance(5208).Minor);
        Assert.Equal(-Math.Max(0, difference), book.Balance(4203).Minor);

        Answer Receive(string kind, object body) => book.Receive(scribe.Make(kind, body), Today).Answer;
    }

    [Fact]
    public void A_sale_in_cash_posts_the_rounding_of_the_example()
    {
        var (inputs, expected) = Case("CC3");
        var (sale, due) = (Minor(inputs["sale"]!), Minor(expected["cash_due"]!));
        var (book, scribe) = BadInputTests.NewBook();
        var body = new SaleBody(sale, [new("cash", due)]);
        Assert.Equal(Answer.Accepted, book.Receive(scribe.Make("sale", body), Today).Answer);
        Assert.Equal(due, book.Balance(1101).Minor);
        Assert.Equal(-sale, book.Balance(4101).Minor);
        Assert.Equal(-Minor(expected["rounding"]!), book.Balance(5208).Minor);
    }

    private static OpeningBalancesBody Opening(long cash) => new([new("1101", cash)]);

    private static long Minor(JsonNode node) =>
        (long)(100 * decimal.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture));

    private static (JsonObject Inputs, JsonObject Expected) Case(string id)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        const string Name = "shared/data/workshop/worked-examples.json";
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Name)))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, "The worked examples are not beside this repository.");
        var all = JsonNode.Parse(File.ReadAllText(Path.Combine(folder!.FullName, Name)))!;
        var found = all["cases"]!.AsArray().Single(c => c!["id"]!.GetValue<string>() == id)!;
        return (found["inputs"]!.AsObject(), found["expected"]!.AsObject());
    }
}
