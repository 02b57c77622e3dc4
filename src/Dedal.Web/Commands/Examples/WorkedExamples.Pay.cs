using System.Globalization;
using System.Text.Json.Nodes;
using Dedal.Domain.Workshop.Costing;

namespace Dedal.Web.Commands.Examples;

/// <summary>Pay, shares, tax.</summary>
public static partial class WorkedExamples
{
    /// <summary>Shares are handed out in coins of ten centavos.</summary>
    private const long Coin = 10;

    private static JsonObject RateOfWage(JsonObject inputs)
    {
        var minute = PieceRate.Minute(Number(inputs, "wage"), Number(inputs, "days") * Number(inputs, "hours"));
        var piece = PieceRate.Piece(Number(inputs, "sam"), minute);
        var day = piece * Number(inputs, "pieces_day");
        return new()
        {
            ["minute_rate"] = Ratio(minute),
            ["piece_rate"] = Text(piece, 5),
            ["day"] = Money(day),
            ["month"] = Money(day * Number(inputs, "work_days")),
        };
    }

    private static JsonObject StandardMinutes(JsonObject inputs)
    {
        var basic = PieceRate.Basic(Number(inputs, "tmu"));
        return new()
        {
            ["basic"] = Text(basic, 3),
            ["sam"] = Text(PieceRate.Standard(basic, Number(inputs, "bundle"), Number(inputs, "machine_personal")), 3),
        };
    }

    private static JsonObject RateOfPiece(JsonObject inputs) =>
        new() { ["rate"] = Exact(PieceRate.Piece(Number(inputs, "sam"), Number(inputs, "per_minute"))) };

    private static JsonObject PayWithFloor(JsonObject inputs)
    {
        var (sam, pieces, hours) = (Number(inputs, "sam_minutes"), Number(inputs, "pieces"), Number(inputs, "hours"));
        var hour = UnitCost.HourRate(Number(inputs, "smn"), Number(inputs, "hours_month"));
        var piece = PieceRate.Piece(sam, hour / 60);
        var pay = PieceRate.WithFloor(pieces, piece, hours, hour);
        return new()
        {
            ["minute_rate"] = Ratio(hour / 60),
            ["piece_rate"] = Money(piece),
            ["earned"] = Money(pay.Earned),
            ["floor"] = Money(pay.Floor),
            ["pay"] = Money(pay.Pay),
            ["top_up"] = Money(pay.TopUp),
            ["labour_per_piece"] = Ratio(UnitCost.Each(pay.Exact, pieces)),
            ["efficiency"] = Ratio(PieceRate.Efficiency(pieces, sam, hours)),
        };
    }

    private static JsonObject ShareOut(JsonObject inputs, string weights)
    {
        var shares = Sharing.LargestRemainder(Minor(inputs["total"]!), Numbers(inputs, weights), Coin);
        return new() { ["shares"] = Array(shares.Select(s => s / 100m)) };
    }

    private static JsonObject ShareSurplus(JsonObject inputs)
    {
        var surplus = Number(inputs, "surplus");
        var reserve = Rounding.To(surplus * Number(inputs, "reserve"), 2);
        var education = Rounding.To(surplus * Number(inputs, "education"), 2);
        var left = surplus - reserve - education;
        var split = inputs["split"]!.GetValue<string>().Split('/');
        var forHours = Rounding.Minor(100 * left * decimal.Parse(split[0], CultureInfo.InvariantCulture));
        var hours = Sharing.LargestRemainder(forHours, Numbers(inputs, "hours"), Coin);
        var capital = Sharing.LargestRemainder(Rounding.Minor(100 * left) - forHours, Numbers(inputs, "capital"), Coin);
        return new()
        {
            ["reserve"] = Money(reserve),
            ["education"] = Money(education),
            ["distributable"] = Money(left),
            ["by_hours"] = Array(hours.Select(s => s / 100m)),
            ["by_capital"] = Array(capital.Select(s => s / 100m)),
            ["total_each"] = Array(hours.Zip(capital, (h, c) => (h + c) / 100m)),
        };
    }

    private static JsonObject WatchTax(JsonObject inputs)
    {
        var limits = inputs["limits"]!.AsObject();
        var unitPrice = Number(limits["unit_price"]![inputs["kind"]!.GetValue<string>()]);
        return new() { ["y2010"] = Standing("y2010"), ["y2019_on"] = Standing("y2019") };

        string Standing(string year)
        {
            var of = limits[year]!.AsObject();
            var decree = new TaxLimits(
                Number(of, "capital_min"),
                Number(of, "capital_max"),
                Number(of, "sales_max"),
                unitPrice
            );
            var capital = Number(inputs, "capital");
            var passed = TaxWatch.Passed(
                decree,
                capital,
                Number(inputs, "sales_year"),
                Number(inputs, "max_unit_price")
            );
            return passed.Count > 0 ? "outside:" + string.Join('+', passed)
                : TaxWatch.IsBelowMinimum(decree, capital) ? "below_minimum_no_registration_needed"
                : "inside";
        }
    }
}
