using CsCheck;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Data;

namespace Dedal.Tests.Workshop;

/// <summary>What closed years left, shared by vote.</summary>
public class SurplusTests
{
    [Fact]
    public void Parts_are_in_coins_and_add_up_to_what_is_shared() =>
        Gen.Select(Gen.Long[1, 5_000_000], Gen.Int[0, 20_000].Array[1, 22], Gen.Bool)
            .Always(
                (tens, minutes, byHours) =>
                {
                    var parts = SurplusShared.Share(10 * tens, minutes, byHours, 10);
                    var anybody = !byHours || minutes.Sum() > 0;
                    return parts.Sum() == (anybody ? 10 * tens : 0)
                        && parts.All(p => p >= 0 && p % 10 == 0)
                        && (byHours || parts.Max() - parts.Min() <= 10);
                }
            );

    [Theory, ClassData(typeof(Engines))]
    public async Task A_vote_pays_keeps_and_leaves_owed_and_its_reversal_restores_all(EngineKind engine)
    {
        await using var book = await WithSurplus(engine);
        var members = new[] { TestBook.Id(), TestBook.Id(), TestBook.Id() };
        await book.MakeMembers(members);
        var vote = Vote(members, [SurplusWay.Paid, SurplusWay.Saved, SurplusWay.Owed], 10_000) with
        {
            Reserve = 2_000,
            Education = 1_000,
        };
        var document = await book.Accept("surplus-shared", vote);
        string[] codes = ["1101", "2103", "2104", "2106", "3102", "3103"];
        Assert.Equal([50_000 - 3_340, -3_330, -3_330, -1_000, -2_000, -37_000], codes.Select(book.Balance));
        Assert.Equal(
            "surplus-too-small",
            (await book.Send("surplus-shared", vote with { Reserve = 30_000 })).Refusal?.Code
        );

        await book.Accept("reversal", new ReversalBody(document.Id));
        Assert.Equal([50_000, 0, 0, 0, 0, -50_000], codes.Select(book.Balance));
        book.AssertSound();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_group_may_vote_to_keep_all_of_it(EngineKind engine)
    {
        await using var book = await WithSurplus(engine);
        var members = new[] { TestBook.Id(), TestBook.Id() };
        await book.MakeMembers(members);
        var vote = new SurplusSharedBody([], members, Reserve: 40_000, Education: 10_000);
        var document = await book.Accept("surplus-shared", vote);
        string[] codes = ["1101", "2103", "2106", "3102", "3103"];
        Assert.Equal([50_000, 0, -10_000, -40_000, 0], codes.Select(book.Balance));
        await book.Accept("reversal", new ReversalBody(document.Id));
        Assert.Equal(-50_000, book.Balance("3103"));
        Assert.Equal("amount-not-positive", await Code(vote with { Reserve = 0, Education = 0 }));
        Assert.Equal("surplus-too-small", await Code(vote with { Reserve = 50_000 }));
        Assert.Equal("surplus-without-vote", await Code(vote with { Voted = [] }));
        book.AssertSound();

        async Task<string?> Code(SurplusSharedBody body) => (await book.Send("surplus-shared", body)).Refusal?.Code;
    }

    [Fact]
    public async Task A_vote_of_nobody_and_parts_that_do_not_follow_are_refused()
    {
        await using var book = await WithSurplus(EngineKind.Sqlite);
        var members = new[] { TestBook.Id(), TestBook.Id() };
        await book.MakeMembers(members);
        var vote = Vote(members, [SurplusWay.Paid, SurplusWay.Owed], 1_000);
        var first = vote.Parts[0];
        foreach (
            var (wrong, code) in new[]
            {
                (vote with { Voted = [] }, "surplus-without-vote"),
                (vote with { Voted = [members[0], members[0]] }, "surplus-without-vote"),
                (vote with { Parts = [first with { Amount = 520 }, vote.Parts[1]] }, "surplus-parts-differ"),
                (vote with { Parts = [first with { Way = "lost" }, vote.Parts[1]] }, "surplus-way-unknown"),
                (vote with { Parts = [first, first] }, "pay-without-members"),
                (vote with { Parts = [null!] }, "pay-without-members"),
                (vote with { Parts = [first with { Amount = 0 }] }, "amount-not-positive"),
                (vote with { Reserve = -1 }, "amount-not-positive"),
                (vote with { How = "credit" }, "payment-unknown"),
                (vote with { Voted = [TestBook.Id()] }, "member-unknown"),
                (vote with { ByHours = true }, "surplus-parts-differ"),
            }
        )
        {
            Assert.Equal(code, (await book.Send("surplus-shared", wrong)).Refusal?.Code);
        }
    }

    /// <summary>Bs 500 of sales in a year that was closed.</summary>
    private static async Task<TestBook> WithSurplus(EngineKind engine)
    {
        var book = new TestBook(engine);
        await book.Accept("sale", new SaleBody(50_000, [new("cash", 50_000)]), new(2025, 12, 5));
        await book.Accept("month-close", new MonthCloseBody(202512));
        await book.Accept("year-close", new YearCloseBody(2025));
        return book;
    }

    private static SurplusSharedBody Vote(Guid[] members, string[] ways, long total)
    {
        var parts = SurplusShared.Share(total, [.. members.Select(_ => 0)], byHours: false, 10);
        return new([.. members.Select((m, i) => new SurplusPart(m, parts[i], 0, ways[i]))], members);
    }
}
