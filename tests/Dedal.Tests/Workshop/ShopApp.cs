using System.Net;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Tests.Workshop;

/// <summary>The running program with one workshop, two members and the treasurer who sends its forms.</summary>
public sealed class ShopApp : IAsyncDisposable
{
    private ShopApp(TestApp app, Organisation org) => (App, Org) = (app, org);

    public TestApp App { get; }

    public Organisation Org { get; }

    public Guid Rosa { get; private set; }

    public Guid Julia { get; private set; }

    public Guid Treasurer { get; private set; }

    public HttpClient Browser { get; private set; } = null!;

    public static async Task<ShopApp> Start(EngineKind engine)
    {
        var app = await TestApp.Start(engine);
        var shop = new ShopApp(app, await app.Workshop("Taller"));
        shop.Rosa = await shop.Named("Rosa Prueba", Who.Member);
        shop.Julia = await shop.Named("Julia Prueba", Who.Member);
        shop.Treasurer = await app.Person(shop.Org.Id, Who.Treasurer);
        shop.Browser = await app.SignedIn(shop.Treasurer);
        return shop;
    }

    public async Task<Guid> Named(string name, string role)
    {
        var person = Guid.CreateVersion7();
        await App.Writer.Do(s =>
        {
            Persons.Create(s, person, name, "es");
            Memberships.Add(s, Org.Id, person, role, new(2000, 1, 1));
        });
        return person;
    }

    /// <summary>A document of the treasurer's, accepted; says its id.</summary>
    public Task<Guid> Record(string kind, object body, DateOnly? on = null) =>
        App.Record(Org.Id, Treasurer, kind, body, on);

    public Task<HttpResponseMessage> Get(string path, HttpClient? browser = null) =>
        (browser ?? Browser).GetAsync($"/o/{Org.Id:D}/{path}");

    /// <summary>A page as it is read: entities decoded, spaces that do not break as plain ones.</summary>
    public async Task<string> Page(string path, HttpClient? browser = null) => await Text(await Get(path, browser));

    public static async Task<string> Text(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).Replace('\u00a0', ' ');

    /// <summary>Sends a form with an id of its own.</summary>
    public Task<HttpResponseMessage> Send(string path, params (string Name, string Value)[] fields)
    {
        var form = fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        form.TryAdd("id", TestBook.Id().ToString());
        return Browser.PostAsync($"/o/{Org.Id:D}/{path}", new FormUrlEncodedContent(form));
    }

    /// <summary>Sends a form that must be taken.</summary>
    public async Task Taken(string path, params (string Name, string Value)[] fields)
    {
        var answer = await Send(path, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{path}: {answer.StatusCode} {await Text(answer)}");
    }

    /// <summary>What a page put into a hidden field.</summary>
    public async Task<string> Hidden(string path, string name) => await Hidden(await Get(path), name);

    public static async Task<string> Hidden(HttpResponseMessage answer, string name)
    {
        var raw = await answer.Content.ReadAsStringAsync();
        return WebUtility.HtmlDecode(raw.Split($"name=\"{name}\" value=\"")[1].Split('"')[0]);
    }

    /// <summary>Debits less credits of an account, in minor units.</summary>
    public long Balance(string code) => App.Balance(Org.Id, code);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
