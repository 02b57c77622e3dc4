using System.Text.Json.Nodes;
using Dedal.Web.Commands.Examples;

namespace Dedal.Tests.Domain.Workshop;

/// <summary>
/// Every shape of worked example, with figures worked out by hand (or by another program, where it says so), and the
/// shared file where it is at hand.
/// </summary>
public class WorkedExamplesTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, WorkedCases.All.Count())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_worked_out_by_hand_comes_out_the_same(int number) =>
        Pass(WorkedCases.All.ElementAt(number), $"own {number}");

    [Fact]
    public void With_thirty_hundredths_the_bad_case_is_what_another_program_says()
    {
        var inputs = JsonNode.Parse(
            """
            {"opening":1200,"net":[180,160,-420,150,140,120,-480,170,190,-60,210,230,240],
            "sigma":[260,260,260,260,260,260,260,260,260,260,260,260,260],"rho":"0.3","z":"1.2816"}
            """
        )!;
        var got = WorkedExamples.Compute("cash_flow_13_weeks", inputs.AsObject())!;
        Assert.Equal("-676.87", got["p10"]!.AsArray()[9]!.GetValue<string>());
        Assert.Equal("676.87", got["cash_to_add_so_p10_stays_above_zero"]!.GetValue<string>());
        Assert.Equal(7, got["first_week_p10_below_zero"]!.GetValue<int>());
    }

    [Fact]
    public void A_shape_that_nobody_knows_is_said_to_be_unsupported() =>
        Assert.Null(WorkedExamples.Compute("unit_cost", new() { ["wood"] = 1 }));

    [Fact]
    public void Every_shared_worked_example_passes()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        const string Name = "shared/data/workshop/worked-examples.json";
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Name)))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, "The worked examples are not beside this repository.");
        var all = JsonNode.Parse(File.ReadAllText(Path.Combine(folder!.FullName, Name)))!["cases"]!.AsArray();
        foreach (var one in all)
        {
            Pass(one!.AsObject(), one["id"]!.GetValue<string>());
        }
    }

    private static void Pass(JsonObject one, string id)
    {
        var expected = one["expected"]!.AsObject();
        var topic = one["topic"]!.GetValue<string>();
        var got = WorkedExamples.Compute(topic, one["inputs"]!.AsObject(), expected.Select(e => e.Key));
        var result = ExampleCase.Compare(id, expected, got);
        Assert.True(result.Result == ExampleResult.Pass, result.ToString());
    }
}
