using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Parameters;

namespace Dedal.Tests.Modules;

public class ParametersTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_value_holds_from_its_day_until_the_next_one(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var values = app.Reading(DatedValues.Read);
        Assert.Equal(3300, values.NumberAt(ParameterName.Wage, new(2026, 11, 25)));
        Assert.Equal(2750, values.NumberAt(ParameterName.Wage, new(2025, 12, 31)));
        Assert.Equal(500, values.NumberAt(ParameterName.Wage, new(2006, 1, 1)));
        Assert.Null(values.NumberAt(ParameterName.Wage, new(2005, 12, 31)));
        Assert.Equal(15.8654m, decimal.Round(values.HourAt(new(2026, 3, 1))!.Value, 4));
        Assert.Equal(136000, values.NumberAt(ParameterName.TaxSales, new(2010, 6, 1)));
        Assert.Equal(184000, values.NumberAt(ParameterName.TaxSales, new(2026, 6, 1)));
        Assert.Equal("Potosí", values.Holiday(new(2026, 11, 10)));
        Assert.Null(values.Holiday(new(2026, 11, 11)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_row_of_the_association_takes_the_place_of_none_and_holds_for_every_workshop(
        EngineKind engine
    )
    {
        await using var app = await TestApp.Start(engine);
        var association = await Association(app);
        var workshop = await app.Workshop("Taller");
        using var coordinator = await app.SignedIn(association.Id, Who.Coordinator);
        using var treasurer = await app.SignedIn(workshop.Id, Who.Treasurer);
        (string, string)[] row =
        [
            ("name", "wage.month"),
            ("value", "3500,50"),
            ("day", "2027-01-01"),
            ("source", "DS 9999"),
            ("mark", "S"),
        ];
        Assert.Equal(303, await Post(coordinator, association, row));
        Assert.Equal(303, await Post(coordinator, association, row));
        var values = app.Reading(DatedValues.Read);
        Assert.Equal(3500.50m, values.NumberAt(ParameterName.Wage, new(2027, 1, 1)));
        Assert.Equal(3300, values.NumberAt(ParameterName.Wage, new(2026, 12, 31)));
        Assert.Single(values.Of(ParameterName.Wage), v => !v.Shipped);
        Assert.Contains("DS 9999", await Text(treasurer, workshop), StringComparison.Ordinal);

        // A mistake is corrected by a later row for the same day; both stay in the table.
        Assert.Equal(303, await Post(coordinator, association, [.. row, ("value", "3550")]));
        values = app.Reading(DatedValues.Read);
        Assert.Equal(3550, values.NumberAt(ParameterName.Wage, new(2027, 6, 1)));
        Assert.Equal(2, app.Reading(s => s.Query("select n from parameter", r => r.GetInt32(0))).Count);

        // As the page shows it: a point before three figures parts thousands.
        Assert.Equal(303, await Post(coordinator, association, [.. row, ("value", "3.500")]));
        values = app.Reading(DatedValues.Read);
        Assert.Equal(3500, values.NumberAt(ParameterName.Wage, new(2027, 6, 1)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Only_an_association_enters_them_and_what_is_odd_is_refused(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var association = await Association(app);
        var workshop = await app.Workshop("Taller");
        using var coordinator = await app.SignedIn(association.Id, Who.Coordinator);
        using var own = await app.SignedIn(workshop.Id, Who.Coordinator);
        using var mentor = await app.SignedIn(association.Id, Who.Mentor);
        (string, string)[] row =
        [
            ("name", "rts.sales"),
            ("value", "200000"),
            ("day", "2027-01-01"),
            ("source", "DS 1"),
            ("mark", "S2"),
        ];
        Assert.Equal(422, await Post(own, workshop, row));
        Assert.Equal(403, await Post(mentor, association, row));
        foreach (
            var odd in new (string, string)[]
            {
                ("name", "nobody.knows"),
                ("value", ""),
                ("value", "mucho"),
                ("value", "-1"),
                ("day", ""),
                ("day", "1066-01-01"),
                ("source", ""),
                ("source", "a\u0007"),
                ("mark", "sure"),
            }
        )
        {
            Assert.Equal(422, await Post(coordinator, association, [.. row, odd]));
        }

        Assert.Empty(app.Reading(s => s.Query("select n from parameter", r => r.GetInt32(0))));
    }

    private static async Task<Organisation> Association(TestApp app)
    {
        var org = new Organisation(
            Guid.CreateVersion7(),
            "association",
            "Asociación",
            "BOB",
            2,
            "association",
            "America/La_Paz"
        );
        await app.Writer.Do(s => Organisations.Create(s, org));
        return org;
    }

    private static async Task<int> Post(
        HttpClient client,
        Organisation org,
        params (string Name, string Value)[] fields
    )
    {
        var typed = fields.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.Last().Value);
        using var form = new FormUrlEncodedContent(typed);
        using var answer = await client.PostAsync(new Uri($"/o/{org.Id}/parameters", UriKind.Relative), form);
        return (int)answer.StatusCode;
    }

    private static Task<string> Text(HttpClient client, Organisation org) =>
        client.GetStringAsync(new Uri($"/o/{org.Id}/parameters", UriKind.Relative));
}
