using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;
using Microsoft.Extensions.DependencyInjection;

namespace Dedal.Tests.Authorisation;

/// <summary>One tap signs in as anybody of a demonstration, and as nobody else, nowhere else.</summary>
public class EnterDemoTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_server_with_real_books_knows_no_such_sign_in(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var person = await Somebody(app, demo: true);
        using var client = app.Client();
        Assert.Equal(404, await Tap(client, person));
        Assert.DoesNotContain(person.ToString(), await client.GetStringAsync(SignInPage), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_demonstration_lets_in_its_own_people_and_nobody_who_has_a_role_in_real_books(EngineKind engine)
    {
        await using var app = await TestApp.Start(
            engine,
            builder =>
            {
                var options = builder.Services.Last(s => s.ServiceType == typeof(AppOptions)).ImplementationInstance;
                builder.Services.AddSingleton((AppOptions)options! with { Demo = true });
            }
        );
        var (invented, real) = (await Somebody(app, demo: true), await Somebody(app, demo: false));
        var both = await Somebody(app, demo: true);
        var books = await app.Workshop("Taller de verdad");
        await app.Writer.Do(s => Memberships.Add(s, books.Id, both, Who.Treasurer, new(2000, 1, 1)));

        using var client = app.Client();
        var page = await client.GetStringAsync(SignInPage);
        Assert.Contains(invented.ToString(), page, StringComparison.Ordinal);
        Assert.DoesNotContain(real.ToString(), page, StringComparison.Ordinal);
        Assert.DoesNotContain(both.ToString(), page, StringComparison.Ordinal);
        Assert.Equal(302, await Tap(client, invented));
        Assert.Equal(404, await Tap(client, real));
        Assert.Equal(404, await Tap(client, both));
        Assert.Equal(404, await Tap(client, TestBook.Id()));

        using var elsewhere = app.Client();
        elsewhere.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        elsewhere.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(403, await Tap(elsewhere, invented));
    }

    private static readonly Uri SignInPage = new("/sign-in", UriKind.Relative);

    private static async Task<Guid> Somebody(TestApp app, bool demo)
    {
        var org = new Organisation(
            TestBook.Id(),
            demo ? "demo" : "workshop",
            "Taller " + TestBook.Id(),
            "BOB",
            2,
            "workshop",
            "America/La_Paz",
            demo
        );
        await app.Writer.Do(s => Organisations.Create(s, org));
        return await app.Person(org.Id, Who.Treasurer);
    }

    private static async Task<int> Tap(HttpClient client, Guid person)
    {
        using var form = new FormUrlEncodedContent([new("person", person.ToString())]);
        using var answer = await client.PostAsync(new Uri("/sign-in/demo", UriKind.Relative), form);
        return (int)answer.StatusCode;
    }
}
