using System.Text.Json;
using Dedal.Tests.Keep;

namespace Dedal.Tests.Reports;

/// <summary>The verb <c>report</c> of the built program over an imported journal.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private const string Journal = """
        2024-01-31 Salary
            assets:bank:checking    1000.50 USD
            income:salary

        2024-02-10 Change
            assets:cash    90 EUR @ 1.10 USD
            assets:bank:checking

        2024-02-11 "=Food, and more"
            expenses:food    0.125 BTC
            assets:wallet

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("dedal-report-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_balance_as_csv_has_full_names_exact_amounts_and_no_zero_rows()
    {
        await Import();
        Assert.Equal(
            """
            account,currency,balance
            assets:bank:checking,USD,901.50
            assets:cash,EUR,90
            assets:wallet,BTC,-0.125
            expenses:food,BTC,0.125
            income:salary,USD,-1000.50
            """,
            await Report("balance", "--format", "csv")
        );
        Assert.Equal(
            """
            account,currency,balance
            assets:bank:checking,USD,1000.50
            income:salary,USD,-1000.50
            """,
            await Report("balance", "--to", "2024-02-09", "--format", "csv")
        );
        Assert.Equal("account,currency,balance", await Report("balance", "--known", "2024-12-31", "--format", "csv"));
    }

    [Fact]
    public async Task Trading_accounts_are_shown_when_asked()
    {
        await Import();
        Assert.DoesNotContain("trading", await Report("balance", "--format", "csv"), StringComparison.Ordinal);
        var all = await Report("balance", "--trading", "--format", "csv");
        Assert.Contains(",EUR,-90\n", all, StringComparison.Ordinal);
        Assert.Contains(",USD,99.00", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_statement_answers_in_every_format()
    {
        await Import();
        foreach (var statement in (string[])["balance", "income", "sheet", "cash", "register"])
        {
            string[] account = statement == "register" ? ["--account", "assets:bank:checking"] : [];
            Assert.NotEmpty(await Report([statement, .. account, "--format", "text"]));
            Assert.Contains(',', await Report([statement, .. account, "--format", "csv"]));
            using var json = JsonDocument.Parse(await Report([statement, .. account, "--format", "json"]));
            Assert.Equal("Prueba", json.RootElement.GetProperty("organisation").GetString());
        }
    }

    [Fact]
    public async Task What_is_missing_or_unknown_is_a_sentence()
    {
        await Import();
        var data = new[] { "--org", "Prueba", "--data", folder };
        var (code, _, errors) = await BuiltProgram.Run(["report", "register", .. data]);
        Assert.Equal((1, true), (code, errors.Contains("--account", StringComparison.Ordinal)));
        (code, _, errors) = await BuiltProgram.Run(["report", "register", "--account", "nada", .. data]);
        Assert.Equal((1, true), (code, errors.Contains("\"nada\"", StringComparison.Ordinal)));
        Assert.Equal(2, (await BuiltProgram.Run(["report", "balance", "--to", "31-12-2024", .. data])).Code);
        Assert.Equal(2, (await BuiltProgram.Run(["report", "everything", .. data])).Code);
    }

    private async Task Import()
    {
        var file = Path.Combine(folder, "small.journal");
        await File.WriteAllTextAsync(file, Journal);
        var (code, _, errors) = await BuiltProgram.Run("import", file, "--org", "Prueba", "--data", folder);
        Assert.True(code == 0, errors);
    }

    private async Task<string> Report(params string[] arguments)
    {
        var (code, output, errors) = await BuiltProgram.Run([
            "report",
            .. arguments,
            "--org",
            "Prueba",
            "--data",
            folder,
        ]);
        Assert.True(code == 0, errors);
        return output.ReplaceLineEndings("\n").TrimEnd('\n');
    }
}
