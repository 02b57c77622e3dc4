using System.Net;
using System.Text.RegularExpressions;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Tests.Modules;

/// <summary>The forms of the books as a browser without script uses them.</summary>
public partial class BookFormTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_sale_is_saved_and_said_in_a_sentence_and_sending_it_again_changes_nothing(EngineKind engine)
    {
        await using var shop = await Shop.Open(engine);
        var id = await shop.IdOf("sale");
        var first = await shop.Post("sale", ("id", id), ("total", "25"), ("how", "cash"), ("party", ""));
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Contains("Entró 25 bolivianos. En la caja hay 25.", await shop.Follow(first), StringComparison.Ordinal);

        // Chromium sends a form again by itself when the connection drops; here after midnight.
        shop.App.Clock.Now += TimeSpan.FromHours(20);
        var again = await shop.Post("sale", ("id", id), ("total", "25"), ("how", "cash"), ("party", ""));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(1, shop.Documents);
        Assert.Equal(2500, shop.Balance("1101"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_refused_form_keeps_what_was_typed_and_says_at_the_field_what_is_wrong(EngineKind engine)
    {
        await using var shop = await Shop.Open(engine);
        var id = await shop.IdOf("sale");
        var answer = await shop.Post(
            "sale",
            ("id", id),
            ("total", "120,50"),
            ("how", "credit"),
            ("party", ""),
            ("note", "Pollera <roja> & más")
        );
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Falta la persona. Elija a quién.", page, StringComparison.Ordinal);
        Assert.Matches("name=\"total\"[^>]*value=\"120,50\"", page);
        Assert.Matches("value=\"credit\"[^>]*checked", page);
        Assert.Contains("Pollera <roja> & más", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{id}\"", page, StringComparison.Ordinal);
        Assert.Equal(0, shop.Documents);
    }

    [Theory]
    [InlineData("", "Falta el monto. Escriba cuánto.")]
    [InlineData("doce", "No se entiende el monto. Escriba solo números, como 12,50.")]
    [InlineData("0", "El monto debe ser más que cero.")]
    [InlineData("-5", "El monto debe ser más que cero.")]
    [InlineData("12,55", "En efectivo, la moneda más chica es Bs\u00a00,10. Corrija el monto.")]
    [InlineData("99999999999", "Es demasiado: lo más es Bs\u00a010.000.000,00. Revise los ceros.")]
    [InlineData("9999999999999999999999", "No se entiende el monto. Escriba solo números, como 12,50.")]
    public async Task An_amount_that_cannot_be_is_refused_with_a_sentence(string typed, string sentence)
    {
        await using var shop = await Shop.Open(EngineKind.Sqlite);
        var answer = await shop.Post("sale", ("id", await shop.IdOf("sale")), ("total", typed), ("how", "cash"));
        Assert.Contains(
            sentence,
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()),
            StringComparison.Ordinal
        );
        Assert.Equal(0, shop.Documents);
    }

    [Fact]
    public async Task A_future_day_and_a_form_used_twice_with_other_data_are_refused()
    {
        await using var shop = await Shop.Open(EngineKind.Sqlite);
        var id = await shop.IdOf("sale");
        var future = await shop.Post("sale", ("id", id), ("total", "5"), ("how", "cash"), ("day", "2026-03-15"));
        Assert.Contains("Ese día no llegó todavía: 15/03/2026.", await Text(future), StringComparison.Ordinal);
        await shop.Post("sale", ("id", id), ("total", "5"), ("how", "cash"));
        var other = await Text(await shop.Post("sale", ("id", id), ("total", "6"), ("how", "cash")));
        Assert.Contains("Ya se guardó con otros datos.", other, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{id}\"", other, StringComparison.Ordinal);
        Assert.Equal(500, shop.Balance("1101"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Someone_new_is_added_in_place_owes_a_part_and_pays_it(EngineKind engine)
    {
        await using var shop = await Shop.Open(engine);
        var julia = Guid.CreateVersion7();
        (string, string)[] sale =
        [
            ("id", await shop.IdOf("sale")),
            ("total", "100"),
            ("how", "part"),
            ("part", "30"),
            ("party", "new"),
            ("newParty", julia.ToString()),
            ("partyRole", "customer"),
            ("partyName", "Doña Julia"),
        ];
        var said = await shop.Follow(await shop.Post("sale", sale));
        Assert.Contains(
            "Entró 30 bolivianos. Doña Julia debe 70 bolivianos. En la caja hay 30.",
            said,
            StringComparison.Ordinal
        );
        await shop.Post("sale", sale);
        Assert.Equal(2, shop.Documents);
        Assert.Contains("Doña Julia", await shop.Get("receivables"), StringComparison.Ordinal);
        var paid = await shop.Post(
            "payment",
            ("id", await shop.IdOf("payment")),
            ("party", julia.ToString()),
            ("amount", "70"),
            ("how", "cash")
        );
        Assert.Contains(
            "Doña Julia ya no debe nada. En la caja hay 100.",
            await shop.Follow(paid),
            StringComparison.Ordinal
        );
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_is_new_on_a_refused_form_is_not_added_and_the_form_can_be_put_right(EngineKind engine)
    {
        await using var shop = await Shop.Open(engine);
        var id = await shop.IdOf("sale");
        var julia = Guid.CreateVersion7().ToString();
        var refused = await Sell(id, "12,55", "2026-03-01");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(0, shop.Documents);
        await shop.Follow(await Sell(id, "12,50", "2026-03-02"));
        Assert.Equal(2, shop.Documents);

        // Her id on another form is no way to give her another name.
        await shop.Follow(await Sell(await shop.IdOf("sale"), "5", "2026-03-02", "Doña Otra"));
        Assert.Contains("Doña Julia", await shop.Get("sale"), StringComparison.Ordinal);

        Task<HttpResponseMessage> Sell(string id, string total, string day, string name = "Doña Julia") =>
            shop.Post(
                "sale",
                ("id", id),
                ("total", total),
                ("how", "cash"),
                ("day", day),
                ("party", "new"),
                ("newParty", julia),
                ("partyRole", "customer"),
                ("partyName", name)
            );
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_count_says_what_is_missing_and_an_undone_sale_is_struck_out(EngineKind engine)
    {
        await using var shop = await Shop.Open(engine);
        await shop.Post("sale", ("id", await shop.IdOf("sale")), ("total", "250"), ("how", "cash"));
        var count = await shop.Post(
            "count",
            ("id", await shop.IdOf("count")),
            ("p20000", "1"),
            ("p1000", "4"),
            ("p50", "5")
        );
        Assert.Contains(
            "Contó 242 bolivianos con 50. Faltan 7 bolivianos con 50.",
            await shop.Follow(count),
            StringComparison.Ordinal
        );
        var page = await shop.Get("doc/1/undo");
        var undo = await shop.Post(
            "doc/1/undo",
            ("id", Id().Match(page).Groups["id"].Value),
            ("document", Document().Match(page).Groups["id"].Value),
            ("reason", "twice")
        );
        Assert.Contains("Anulado. En la caja hay 242 con 50.", await shop.Follow(undo), StringComparison.Ordinal);
        var notebook = await shop.Get("cuaderno");
        Assert.Matches("<li class=\"gone\">[^§]*Vendí", notebook);
        Assert.Contains("Está dos veces", notebook, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_of_nothing_is_not_a_count_but_a_count_of_none_is()
    {
        await using var shop = await Shop.Open(EngineKind.Sqlite);
        var empty = await shop.Post("count", ("id", await shop.IdOf("count")));
        Assert.Contains("Falta contar.", await Text(empty), StringComparison.Ordinal);
        var none = await shop.Post("count", ("id", await shop.IdOf("count")), ("p20000", "0"));
        Assert.Contains("La caja cuadra.", await shop.Follow(none), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_page_answers_in_three_languages_and_fits_a_window(EngineKind engine)
    {
        await using var shop = await Shop.Open(engine);
        await shop.Post("sale", ("id", await shop.IdOf("sale")), ("total", "250"), ("how", "qr"));
        string[] pages =
        [
            "hoy",
            "sale",
            "spending",
            "spending?what=expense",
            "spending?what=house-withdrawal",
            "receivables",
            "payables",
            "payment",
            "supplier-payment",
            "count",
            "cuaderno",
            "doc/1",
            "doc/1/undo",
            "doc/1/receipt",
            "items",
            "qr",
            "money",
            "transfer",
            "contribution",
            "money-received",
            "opening",
            "parties",
            "entry",
            "accounts",
            "closes",
        ];
        foreach (var language in new[] { "es", "fr", "en" })
        {
            await shop.App.Writer.Do(s => s.Sql.Execute("update person set language = $1", language));
            shop.Reenter();
            foreach (var path in pages)
            {
                var html = await shop.Get(path);
                Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
                Assert.True(await shop.CompressedSize(path) <= 14 * 1024, $"{path} is longer than 14 KB.");
            }
        }
    }

    [Fact]
    public async Task An_unknown_document_is_not_found_and_a_broken_form_is_refused()
    {
        await using var shop = await Shop.Open(EngineKind.Sqlite);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Browser.GetAsync($"/o/{shop.Org.Id}/doc/77")).StatusCode);
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "text/plain");
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await shop.Browser.PostAsync($"/o/{shop.Org.Id}/sale", json)).StatusCode
        );
    }

    private static async Task<string> Text(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    [GeneratedRegex("name=\"id\" value=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Id();

    [GeneratedRegex("name=\"document\" value=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Document();

    /// <summary>One workshop and the browser of its coordinator, who is also its treasurer.</summary>
    private sealed class Shop(TestApp app, Organisation org, Guid person, HttpClient browser) : IAsyncDisposable
    {
        public TestApp App => app;

        public Organisation Org => org;

        public HttpClient Browser => browser;

        public static async Task<Shop> Open(EngineKind engine)
        {
            var app = await TestApp.Start(engine);
            var org = await app.Workshop("Bordados");
            var person = await app.Person(org.Id, Who.Treasurer, Who.Coordinator);
            return new(app, org, person, await app.SignedIn(person));
        }

        public long Documents => app.Reading(s => s.First("select count(*) from journal", r => r.GetInt64(0)));

        public long Balance(string code) =>
            app.Reading(s => Boxes.All(s, org.Id).First(b => b.Account.Code == code).Balance.Minor);

        /// <summary>The document's id that a page's form carries.</summary>
        public async Task<string> IdOf(string page) => Id().Match(await Get(page)).Groups["id"].Value;

        public async Task<string> Get(string path)
        {
            using var answer = await browser.GetAsync($"/o/{org.Id}/{path}");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
            return WebUtility.HtmlDecode(text);
        }

        public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
        {
            using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
            return await browser.PostAsync($"/o/{org.Id}/{path}", form);
        }

        public async Task<string> Follow(HttpResponseMessage answer)
        {
            Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
            return WebUtility.HtmlDecode(await browser.GetStringAsync(answer.Headers.Location));
        }

        public async Task<long> CompressedSize(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/o/{org.Id}/{path}");
            request.Headers.AcceptEncoding.ParseAdd("gzip");
            using var answer = await browser.SendAsync(request);
            Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
            return (await answer.Content.ReadAsByteArrayAsync()).Length;
        }

        /// <summary>What is known of the person is read again.</summary>
        public void Reenter() =>
            ((Dedal.Web.People.Sessions)app.Services.GetService(typeof(Dedal.Web.People.Sessions))!).Forget(person);

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
