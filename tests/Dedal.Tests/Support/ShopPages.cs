using System.Net;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Support;

/// <summary>A workshop whose treasurer reads its pages and sends their forms, from a browser without script.</summary>
public sealed class ShopPages : IAsyncDisposable
{
    private readonly HttpClient browser;

    private ShopPages(TestApp app, Organisation org, Guid treasurer, HttpClient browser) =>
        (App, Org, Treasurer, this.browser) = (app, org, treasurer, browser);

    public TestApp App { get; }

    public Organisation Org { get; }

    public Guid Treasurer { get; }

    public static async Task<ShopPages> Open(EngineKind engine)
    {
        var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller");
        var treasurer = await app.Person(org.Id, Who.Treasurer);
        return new(app, org, treasurer, await app.SignedIn(treasurer));
    }

    /// <summary>A page as it is read.</summary>
    public async Task<string> Read(string path) => Plain(await browser.GetStringAsync(At(path)));

    /// <summary>Sends a form as a new document; says where it led, or shows what is wrong.</summary>
    public async Task<(HttpStatusCode Status, string Page)> Post(string path, params (string Name, string Value)[] form)
    {
        var fields = form.Prepend(("id", TestBook.Id().ToString())).ToDictionary(f => f.Item1, f => f.Item2);
        using var answer = await browser.PostAsync(At(path), new FormUrlEncodedContent(fields));
        var page = answer.Headers.Location is { } next
            ? await browser.GetStringAsync(next)
            : await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, Plain(page));
    }

    /// <summary>Sends a form that must be accepted; the page it led to.</summary>
    public async Task<string> Save(string path, params (string Name, string Value)[] form)
    {
        var (status, page) = await Post(path, form);
        Assert.True(status == HttpStatusCode.SeeOther, page);
        return page;
    }

    /// <summary>A document by the one door, today when no day is given; accepted.</summary>
    public Task<Guid> Send(string kind, object body, DateOnly? on = null) =>
        App.Record(Org.Id, Treasurer, kind, body, on);

    /// <summary>Balance of an account, debit positive.</summary>
    public long Balance(string code) => App.Balance(Org.Id, code);

    /// <summary>Nothing of the book differs from a rebuild.</summary>
    public void AssertSound() =>
        Assert.Empty(
            Rebuild.Run(App.Database, App.Services.GetRequiredService<RecordDocument>(), App.Clock, check: true)
        );

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private Uri At(string path) => new($"/o/{Org.Id:D}/{path}", UriKind.Relative);

    private static string Plain(string raw) => WebUtility.HtmlDecode(raw).Replace('\u00a0', ' ');
}
