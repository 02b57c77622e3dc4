using System.Net;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Reports;

/// <summary>The pages of the statements as a signed-in mentor gets them, with what they give to programs.</summary>
public class ReportPageTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Every_figure_of_a_statement_leads_to_a_register_that_ends_at_it(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (org, client) = await Workshop(app);
        var html = await client.GetStringAsync($"/o/{org.Id}/reports/balance?to=2026-03-31");
        Assert.Contains("1.234,50", html, StringComparison.Ordinal);
        var link = $"/o/{org.Id}/reports/register?account=4101&amp;to=2026-03-31";
        Assert.Contains(link, html, StringComparison.Ordinal);
        var register = await client.GetStringAsync(WebUtility.HtmlDecode(link));
        Assert.Contains("−1.234,50", register, StringComparison.Ordinal);
        Assert.Contains($"/o/{org.Id}/doc/1", register, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_income_statement_by_month_stays_when_its_address_is_opened_again(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (org, client) = await Workshop(app);
        var html = await client.GetStringAsync($"/o/{org.Id}/reports/income?from=2026-01-01&to=2026-03-31&by=month");
        Assert.Contains("<th scope=\"col\" class=\"n\">mar 26</th>", html, StringComparison.Ordinal);
        Assert.Contains(
            "account=4101&amp;from=2026-03-01&amp;to=2026-03-31&amp;closes=no",
            html,
            StringComparison.Ordinal
        );
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Csv_has_plain_numbers_and_no_formulas(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (org, client) = await Workshop(app);
        Assert.Equal(
            "account,currency,balance\r\n1101,BOB,1184.50\r\n4101,BOB,-1234.50\r\n5201,BOB,50.00\r\n",
            await client.GetStringAsync($"/o/{org.Id}/reports/balance?format=csv")
        );
        var register = await client.GetStringAsync($"/o/{org.Id}/reports/register?account=5201&format=csv");
        var lines = register.Split("\r\n");
        Assert.Equal(
            "date,document,kind,description,account,against,fund,subject,currency,debit,credit,balance",
            lines[0]
        );
        Assert.Equal("2026-03-05,2,expense,\"'=cmd|'\"\"x\"\", y\",5201,1101,own,,BOB,50.00,,50.00", lines[1]);
        Assert.Equal("", lines[2]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Json_names_the_book_the_head_and_exact_amounts(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (org, client) = await Workshop(app);
        using var json = JsonDocument.Parse(await client.GetStringAsync($"/o/{org.Id}/reports/sheet?format=json"));
        var root = json.RootElement;
        Assert.Equal(org.Name, root.GetProperty("organisation").GetString());
        Assert.Equal(2, root.GetProperty("documents").GetInt64());
        Assert.Equal(64, root.GetProperty("head").GetString()!.Length);
        Assert.Equal("1184.50", root.GetProperty("rows")[0].GetProperty("amount").GetString());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_address_that_cannot_be_read_says_so(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (org, client) = await Workshop(app);
        string[] addresses =
        [
            "balance?to=31-12-2026",
            "income?from=2026-02-01&to=2026-01-01",
            "income?from=1990-01-01&to=2026-01-01&by=month",
            "register",
            "register?account=9999",
        ];
        foreach (var address in addresses)
        {
            var answer = await client.GetAsync($"/o/{org.Id}/reports/{address}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("no se entiende", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task How_are_we_doing_says_it_in_everyday_words(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var (org, client) = await Workshop(app);
        var html = WebUtility.HtmlDecode(await client.GetStringAsync($"/o/{org.Id}/como-vamos"));
        Assert.Contains(
            "Este mes entraron Bs\u00a01.234,50 y salieron Bs\u00a050,00 de las cajas.",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("Ganamos Bs\u00a01.184,50, sin contar material ni horas.", html, StringComparison.Ordinal);
        Assert.Contains("pocos datos: 2 anotaciones", html, StringComparison.Ordinal);
        Assert.Contains("Nadie nos debe.", html, StringComparison.Ordinal);
        string[] accounting = ["Debe", "Haber", "pasivo", "débito"];
        Assert.All(accounting, w => Assert.DoesNotContain($" {w} ", html, StringComparison.OrdinalIgnoreCase));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_empty_book_has_every_page_and_says_what_to_do(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller vacío");
        var client = await app.SignedIn(org.Id, Who.Mentor);
        foreach (
            var page in (string[])
                [
                    "como-vamos",
                    "reports",
                    "reports/balance",
                    "reports/income?by=month",
                    "reports/sheet",
                    "reports/cash",
                    "reports/owing",
                    "reports/register?account=1101",
                ]
        )
        {
            var answer = await client.GetAsync($"/o/{org.Id}/{page}");
            Assert.True(answer.IsSuccessStatusCode, $"{page} answered {answer.StatusCode}.");
        }

        var html = WebUtility.HtmlDecode(await client.GetStringAsync($"/o/{org.Id}/reports/balance"));
        Assert.Contains("Aquí todavía no hay nada anotado.", html, StringComparison.Ordinal);
    }

    /// <summary>A workshop that sold and paid rent in March, and a mentor who reads its book.</summary>
    private static async Task<(Organisation Org, HttpClient Client)> Workshop(TestApp app)
    {
        var org = await app.Workshop("Taller de informes");
        var record = app.Services.GetRequiredService<RecordDocument>();
        await Send("sale", new SaleBody(123450, [new("cash", 123450)]), new(2026, 3, 4), 1);
        await Send(
            "expense",
            new SpendingBody(5000, "5201", [new("cash", 5000)], Note: "=cmd|'\"x\", y"),
            new(2026, 3, 5),
            2
        );
        return (org, await app.SignedIn(org.Id, Who.Mentor));

        async Task Send(string kind, object body, DateOnly on, long n)
        {
            var json = JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default);
            var ms = app.Clock.Now.ToUnixTimeMilliseconds();
            var document = new Document(TestBook.Id(), kind, 1, json, on, ms + n, 0, TestBook.Id(), "test", n);
            var recording = await app.Writer.Do(s => record.Handle(s, org.Id, document, Who.All));
            Assert.Equal(Answer.Accepted, recording.Answer);
        }
    }
}
