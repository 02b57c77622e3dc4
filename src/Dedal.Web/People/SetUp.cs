using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.People.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>What was typed on the set-up page.</summary>
public sealed record SetUpForm(
    string Code,
    string Organisation,
    string Kind,
    string Currency,
    string Name,
    string Login
)
{
    public static readonly SetUpForm Empty = new("", "", "workshop", "BOB", "", "");
}

/// <summary>A currency that a new organisation may choose, with its decimals (ISO 4217) and where it is used.</summary>
public sealed record CurrencyChoice(string Code, int Scale, string TimeZone);

/// <summary>First run: the printed code makes the first organisation and the person who looks after it.</summary>
public static class SetUp
{
    public static readonly IReadOnlyList<string> Kinds = ["workshop", "association"];

    public static readonly IReadOnlyList<CurrencyChoice> Currencies =
    [
        new("BOB", 2, "America/La_Paz"),
        new("EUR", 2, "Europe/Paris"),
        new("USD", 2, "America/New_York"),
        new("PEN", 2, "America/Lima"),
        new("CLP", 0, "America/Santiago"),
        new("ARS", 2, "America/Argentina/Buenos_Aires"),
        new("BRL", 2, "America/Sao_Paulo"),
        new("CHF", 2, "Europe/Zurich"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/set-up", Show).AllowAnyone();
        routes.MapPost("/set-up", Do).AllowAnyone().RequireRateLimiting(Attempts.ByAddress);
    }

    private static IResult Show(HttpContext context, Reads reads) =>
        IsDone(reads) ? Results.Redirect("/") : Page(context, SetUpForm.Empty, []);

    private static async Task<IResult> Do(HttpContext context, Reads reads, Writer writer, TimeProvider clock)
    {
        if (IsDone(reads))
        {
            return Results.Redirect("/");
        }

        var typed = await Typed.Read(context);
        var form = new SetUpForm(
            typed["code"],
            typed["organisation"],
            typed["kind"],
            typed["currency"],
            typed["name"],
            typed["login"]
        );
        var password = typed.Secret("password");
        var faults = Faults(form, password);
        if (faults.Count > 0)
        {
            return Page(context, form, faults);
        }

        var hash = await Passwords.Hash(password);
        var org = NewOrganisation(form, clock.GetUtcNow());
        var person = Guid.CreateVersion7(clock.GetUtcNow());
        var token = await writer.Do(s => Make(s, form, org, person, hash, context));
        if (token is null)
        {
            return Page(context, form, new(StringComparer.Ordinal) { ["code"] = "people.set-up.code-wrong" });
        }

        SessionCookie.Write(context, token);
        return Results.Redirect("/me");
    }

    /// <summary>All or nothing; null when the code is not the printed one.</summary>
    private static string? Make(
        WriteScope scope,
        SetUpForm form,
        Organisation org,
        Guid person,
        string passwordHash,
        HttpContext context
    )
    {
        if (!SetUpCode.Use(scope, form.Code))
        {
            return null;
        }

        if (Organisations.ByName(scope.Sql, org.Name) is null)
        {
            Organisations.Create(scope, org);
        }

        Persons.Create(scope, person, form.Name, Caller.Of(context).Language, form.Login);
        Credentials.SetPassword(scope, person, passwordHash);

        // Books that were imported before anybody was here are hers as well.
        foreach (var each in Organisations.All(scope.Sql).Where(o => !o.Demo))
        {
            Memberships.Found(scope, each, person);
        }

        return Sessions.Start(scope, person, Agents.Describe(context));
    }

    private static Organisation NewOrganisation(SetUpForm form, DateTimeOffset now)
    {
        var currency = Currencies.First(c => c.Code == form.Currency);
        return new(
            Guid.CreateVersion7(now),
            form.Kind,
            form.Organisation,
            currency.Code,
            currency.Scale,
            form.Kind,
            currency.TimeZone
        );
    }

    private static Dictionary<string, string> Faults(SetUpForm form, string password)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        Check("code", form.Code.Length > 0, "people.set-up.code-missing");
        Check("organisation", form.Organisation.Length is > 0 and <= 80, "people.field.name");
        Check("kind", Kinds.Contains(form.Kind), "people.field.choose");
        Check("currency", Currencies.Any(c => c.Code == form.Currency), "people.field.choose");
        Check("name", form.Name.Length is > 0 and <= 80, "people.field.name");
        Check("login", Persons.IsLogin(form.Login), "people.field.login");
        var weak = Passwords.Fault(password, form.Login, form.Name, form.Organisation);
        Check("password", weak is null, weak ?? "");
        return faults;

        void Check(string field, bool good, string key)
        {
            if (!good)
            {
                faults.Add(field, key);
            }
        }
    }

    private static IResult Page(HttpContext context, SetUpForm form, Dictionary<string, string> faults) =>
        Shared.Page.Of<SetUpPage>(context, new { Form = form, Faults = faults }, faults.Count == 0 ? 200 : 422);

    private static bool IsDone(Reads reads)
    {
        using var sql = reads.OfServer();
        return Persons.AnyPerson(sql);
    }
}
