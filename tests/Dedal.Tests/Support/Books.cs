using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People;

namespace Dedal.Tests.Support;

/// <summary>Both engines, for [Theory, ClassData]: every database test runs on each.</summary>
public sealed class Engines : TheoryData<EngineKind>
{
    public Engines()
    {
        Add(EngineKind.Sqlite);
        Add(EngineKind.Postgres);
    }
}

/// <summary>A clock that stands still until told.</summary>
public sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A database with one workshop, ready to take documents through the real door.</summary>
public sealed class TestBook : IAsyncDisposable
{
    private readonly TestDatabase test;
    private long deviceSeq;

    public TestBook(EngineKind engine, string chart = "workshop", string currency = "BOB")
    {
        test = TestDatabase.Create(engine);
        Writer = new(test.Database, Clock);
        Org = new(Id(), "workshop", "Taller de prueba", currency, 2, chart, "America/La_Paz");
        Writer.Do(s => Organisations.Create(s, Org)).GetAwaiter().GetResult();
    }

    public TestClock Clock { get; } = new(new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero));

    public Writer Writer { get; }

    public Database Database => test.Database;

    public Organisation Org { get; }

    public RecordDocument Record { get; } = new(Dedal.Web.App.Modules.SelectMany(m => m.Kinds));

    public Guid Treasurer { get; } = Id();

    public static Guid Id() => Guid.CreateVersion7();

    /// <summary>A document as a device would make it.</summary>
    public Document Document(string kind, object body, DateOnly? on = null, Guid? actor = null) =>
        new(
            Id(),
            kind,
            1,
            JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default),
            on ?? new(2026, 3, 14),
            Clock.Now.ToUnixTimeMilliseconds() + deviceSeq,
            0,
            actor ?? Treasurer,
            "test-device",
            ++deviceSeq
        );

    public Task<Recording> Send(Document document, params string[] roles) =>
        Writer.Do(s => Record.Handle(s, Org.Id, document, roles.Length == 0 ? Who.All : roles));

    public Task<Recording> Send(string kind, object body, DateOnly? on = null, Guid? actor = null) =>
        Send(Document(kind, body, on, actor));

    /// <summary>Sends what must be accepted; returns the document.</summary>
    public async Task<Document> Accept(string kind, object body, DateOnly? on = null, Guid? actor = null)
    {
        var document = Document(kind, body, on, actor);
        var recording = await Send(document);
        Assert.True(recording.Answer == Answer.Accepted, $"{kind}: {recording.Answer} {recording.Refusal}");
        return document;
    }

    /// <summary>Persons that documents may name as members.</summary>
    public Task MakeMembers(params Guid[] persons) =>
        Writer.Do(s =>
        {
            foreach (var person in persons)
            {
                Persons.Create(s, person, "Socia de prueba", "es");
                Memberships.Add(s, Org.Id, person, Who.Member, new(2000, 1, 1));
            }
        });

    /// <summary>Balance of an account (debit positive), from the totals.</summary>
    public long Balance(string code) =>
        Reading(sql =>
            sql.First(
                """
                select coalesce(sum(t.debit - t.credit), 0) from month_total t
                join account a on a.org_id = t.org_id and a.account = t.account
                where t.org_id = $1 and a.code = $2
                """,
                r => Convert.ToInt64(r.GetValue(0), null),
                Org.Id,
                code
            )
        );

    public T Reading<T>(Func<Statements, T> read)
    {
        using var sql = new Statements(Database.OpenForReading(Database.EveryOrg), Database.Kind);
        return read(sql);
    }

    /// <summary>The book as reports read it.</summary>
    public Dedal.Web.Books.Reports.BookReading Read() =>
        new(new(Database.OpenForReading(Org.Id.ToString("D")), Database.Kind), Org);

    /// <summary>What must hold of every book at any time.</summary>
    public void AssertSound()
    {
        var verdict = Reading(sql => Reading(beside => Verify.Run(sql, Org, null, beside)));
        Assert.Empty(verdict.Faults);
        Assert.Empty(Rebuild.Run(Database, Record, Clock, check: true));
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await test.DisposeAsync();
    }
}
