using System.Globalization;
using System.Text.Json.Nodes;
using Dedal.Domain.Workshop.Costing;

namespace Dedal.Web.Commands.Examples;

/// <summary>Stock, altitude, batches, deliveries.</summary>
public static partial class WorkedExamples
{
    /// <summary>Weights in kilos as the reference has them, where a case names no others.</summary>
    private static readonly JsonObject UsualUnits = new()
    {
        ["quintal_kg"] = 46m,
        ["arroba_kg"] = 11.5m,
        ["libra_kg"] = 0.46m,
    };

    private static JsonObject StockEvents(JsonObject inputs)
    {
        var (stock, issues, result) = (default(MovingAverage), 0, new JsonObject());
        foreach (var one in inputs["events"]!.AsArray())
        {
            var quantity = Number(one![1]);
            switch (one[0]!.GetValue<string>())
            {
                case "open" or "buy":
                    stock = stock.Buy(quantity, quantity * Number(one[2]));
                    break;
                case "issue":
                    issues++;
                    result["average" + issues] = Ratio(stock.Average);
                    result["average"] = Ratio(stock.Average);
                    (stock, var cost) = stock.Issue(quantity);
                    result["cogs" + issues] = Money(cost);
                    break;
                case var other:
                    throw new CommandRefused($"Stock has no event called {other}.");
            }
        }

        result["closing_qty"] = Count(stock.Quantity);
        result["closing_value"] = Money(stock.Value);
        result["closing_rounded_to_unit"] = Text(stock.Value, 0);
        return result;
    }

    private static JsonObject StockInUnits(JsonObject inputs)
    {
        var units = inputs["units"]!.AsObject();
        var stock = default(MovingAverage);
        foreach (var buy in inputs["buys"]!.AsArray())
        {
            stock = stock.Buy(Kilos(buy![0]!, units), Number(buy[1]));
        }

        var average = stock.Average;
        (stock, var cost) = stock.Issue(Kilos(inputs["use"]!, units));
        return new()
        {
            ["avg_per_kg"] = Ratio(average),
            ["issue_cost"] = Money(cost),
            ["left_kg"] = Money(stock.Quantity),
            ["left_value"] = Money(stock.Value),
        };
    }

    /// <summary>"2 arrobas" in kilos.</summary>
    private static decimal Kilos(JsonNode text, JsonObject units)
    {
        var words = text.GetValue<string>().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var amount = decimal.Parse(words[0], CultureInfo.InvariantCulture);
        var unit = words.Length > 1 ? words[1] : "kg";
        if (unit is "kg" or "kilo" or "kilos")
        {
            return amount;
        }

        var factor =
            units[unit + "_kg"]
            ?? units[unit.TrimEnd('s') + "_kg"]
            ?? units[(unit.EndsWith("es", StringComparison.Ordinal) ? unit[..^2] : unit) + "_kg"];
        return factor is null ? throw new CommandRefused($"The unit {unit} has no factor.") : amount * Number(factor);
    }

    private static JsonObject AirAndWater(JsonObject inputs)
    {
        var metres = Number(inputs, "altitude_m");
        return new()
        {
            ["pressure_kPa"] = Text(Altitude.Pressure(metres) / 1000, 2),
            ["boiling_C"] = Text(Altitude.Boiling(metres), 1),
            ["share_of_sea_level"] = Text(Altitude.ShareOfSeaLevel(metres), 3),
        };
    }

    private static JsonObject PublishedTips(JsonObject inputs)
    {
        var tips = Altitude.Tips(Number(inputs, "altitude_ft"));
        return new()
        {
            ["liquid_tbsp_low"] = Text(tips.LiquidLow, 1),
            ["liquid_tbsp_high"] = Text(tips.LiquidHigh, 1),
            ["flour_tbsp"] = Text(tips.Flour, 1),
            ["yeast_factor"] = Exact(tips.Yeast),
        };
    }

    private static JsonObject ScaledBatch(JsonObject inputs)
    {
        var factor = Baking.Factor(Kilos(inputs["flour"]!, UsualUnits), Number(inputs, "base_kg"));
        return new() { ["factor"] = Ratio(factor), ["units"] = Baking.Pieces(Whole(inputs, "base_units"), factor) };
    }

    private static JsonObject BakersPercentages(JsonObject inputs)
    {
        var dough = Baking.FromPercentages(
            Number(inputs, "flour_kg"),
            inputs["percent"]!.AsObject().Select(p => Number(p.Value)),
            Number(inputs, "dough_loss"),
            Number(inputs, "piece_g") / 1000,
            Number(inputs, "bake_loss")
        );
        return new()
        {
            ["dough_kg"] = Money(dough.Total),
            ["usable_kg"] = Money(dough.Usable),
            ["pieces"] = dough.Pieces,
            ["baked_g"] = Money(dough.Baked * 1000),
        };
    }

    private static JsonObject JointCost(JsonObject inputs)
    {
        var cost = Number(inputs, "batch_cost");
        var (good, second) = (Whole(inputs, "good"), Whole(inputs, "seconds"));
        var (goodUnit, secondUnit) = Baking.UnitCosts(
            cost,
            good,
            Number(inputs, "price_good"),
            second,
            Number(inputs, "price_second")
        );
        return new()
        {
            ["unit_good"] = Ratio(goodUnit),
            ["unit_second"] = Ratio(secondUnit),
            ["check_total"] = Money((goodUnit * good) + (secondUnit * second)),
            ["yield_rate"] = Ratio(Baking.YieldRate(good, second, Whole(inputs, "waste"))),
        };
    }

    private static JsonObject ReturnedBread(JsonObject inputs)
    {
        var delivery = new Delivery(
            Number(inputs, "delivered"),
            Number(inputs, "returned"),
            Number(inputs, "resold"),
            Number(inputs, "price"),
            Number(inputs, "resale_price"),
            Number(inputs, "unit_cost")
        );
        return new()
        {
            ["sold"] = Count(delivery.Sold),
            ["revenue"] = Money(delivery.Revenue),
            ["cogs"] = Money(delivery.Cost),
            ["resale_revenue"] = Money(delivery.ResaleRevenue),
            ["resale_cogs"] = Money(delivery.ResaleCost),
            ["waste_units"] = Count(delivery.Waste),
            ["waste_cost"] = Money(delivery.WasteCost),
            ["contribution"] = Money(delivery.Contribution),
            ["return_rate"] = Ratio(delivery.ReturnRate),
        };
    }

    private static JsonObject HowManyToBake(JsonObject inputs)
    {
        var ratio = Returns.Ratio(Number(inputs, "price"), Number(inputs, "cost"), Number(inputs, "salvage"));
        var (rank, bake) = Returns.ToBake(Numbers(inputs, "demand_history"), ratio);
        return new()
        {
            ["ratio"] = Ratio(ratio),
            ["rank"] = rank,
            ["bake"] = Count(bake),
        };
    }
}
