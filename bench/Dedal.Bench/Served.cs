using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Bench;

/// <summary>The built program serving a folder, and a treasurer of one organisation who is signed in there.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly Child child;
    private readonly Uri url;
    private readonly string token;

    private Served(Child child, Uri url, string token, double seconds)
    {
        (this.child, this.url, this.token, SecondsToFirstAnswer) = (child, url, token, seconds);
    }

    /// <summary>From the start of the process to the end of the first page it answered.</summary>
    public double SecondsToFirstAnswer { get; }

    public double PeakMegabytes => child.PeakMegabytes;

    public Uri Url => url;

    public string Token => token;

    /// <summary>
    /// Signs in someone who may record and read in the organisation of a name, which is made when it is new.
    /// </summary>
    public static async Task<(Guid Org, string Token)> SignIn(string folder, string name)
    {
        await using var database = Database.Sqlite(Path.Combine(folder, "dedal.db"));
        new Migrator(database).Run();
        return await SignIn(database, name);
    }

    /// <summary>The same in a database that is there.</summary>
    public static async Task<(Guid Org, string Token)> SignIn(Database database, string name)
    {
        await using var writer = new Writer(database, TimeProvider.System);
        return await writer.Do(s =>
        {
            var org = Organisations.ByName(s.Sql, name);
            if (org is null)
            {
                org = Scratch.NewOrg(name);
                Organisations.Create(s, org);
            }

            var person = Guid.CreateVersion7();
            Persons.Create(s, person, "Tesorera", "es");
            Memberships.Add(s, org.Id, person, Who.Treasurer, new(2000, 1, 1));
            return (org.Id, Sessions.Start(s, person, "bench"));
        });
    }

    /// <param name="page">What is asked for until it is answered.</param>
    /// <param name="postgres">Where the data is instead of in the folder.</param>
    public static async Task<Served> Start(
        string folder,
        string token,
        string page,
        string verb = "serve",
        string? postgres = null
    )
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] where = postgres is null ? [] : ["--postgres", postgres];
        var child = Child.OfDedal([verb, "--data", folder, "--urls", url.ToString(), .. where]);
        using var client = Client(url, token);
        while (Stopwatch.GetElapsedTime(child.Started) < TimeSpan.FromSeconds(60))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                return new(child, url, token, Stopwatch.GetElapsedTime(child.Started).TotalSeconds);
            }
            catch (HttpRequestException e) when (e.StatusCode is null)
            {
                await Task.Delay(2);
            }
        }

        child.Dispose();
        throw new InvalidOperationException("The server did not answer. " + child.Errors);
    }

    /// <summary>A browser of hers.</summary>
    public HttpClient Client() => Client(url, token);

    public ValueTask DisposeAsync()
    {
        child.Dispose();
        return ValueTask.CompletedTask;
    }

    private static HttpClient Client(Uri url, string token)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = url,
        };
        client.DefaultRequestHeaders.Add("Cookie", "dedal=" + token);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
