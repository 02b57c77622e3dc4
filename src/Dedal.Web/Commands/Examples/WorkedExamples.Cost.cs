using System.Text.Json.Nodes;
using Dedal.Domain.Workshop.Costing;

namespace Dedal.Web.Commands.Examples;

/// <summary>Unit cost, contribution, break-even.</summary>
public static partial class WorkedExamples
{
    private static JsonObject CostSheet(JsonObject inputs)
    {
        var (materials, services) = (Sum(inputs, "materials"), Sum(inputs, "services"));
        var units = Number(inputs, "good_units");
        var total = materials + services + Number(inputs, "labour");
        var revenue = Number(inputs, "price") * units;
        return new()
        {
            ["materials_total"] = Money(materials),
            ["services_total"] = Money(services),
            ["total_cost"] = Money(total),
            ["unit_cost"] = Ratio(UnitCost.Each(total, units)),
            ["revenue"] = Money(revenue),
            ["profit"] = Money(revenue - total),
            ["margin_on_price"] = Ratio(Contribution.Ratio(revenue - total, revenue)),
        };
    }

    private static JsonObject PlannedAndReal(JsonObject inputs)
    {
        var (components, rate) = (Numbers(inputs, "components").Sum(), Number(inputs, "rate_per_hour"));
        var planned = components + UnitCost.Work(Numbers(inputs, "planned_minutes").Sum(), rate);
        var real = components + UnitCost.Work(Number(inputs, "real_minutes"), rate);
        return new()
        {
            ["planned_cost"] = Money(planned),
            ["real_cost"] = Money(real),
            ["average_cost"] = Money((planned + real) / 2),
        };
    }

    private static JsonObject CostOfEach(JsonObject inputs) =>
        new() { ["unit_cost"] = Ratio(UnitCost.Each(Number(inputs, "batch_cost"), Number(inputs, "yield_units"))) };

    private static JsonObject FullCostOfGarment(JsonObject inputs)
    {
        var materials =
            UnitCost.Material(Number(inputs, "fabric_m"), Number(inputs, "fabric_price"), Number(inputs, "waste"))
            + UnitCost.Material(Number(inputs, "buttons"), Number(inputs, "button_price"))
            + Number(inputs, "thread");
        var hour = UnitCost.HourRate(Number(inputs, "smn_2026"), Number(inputs, "hours_per_month"));
        var overhead = UnitCost.OverheadRate(Number(inputs, "overhead_month"), Number(inputs, "productive_hours"));
        var full = UnitCost.Full(materials, Number(inputs, "minutes"), hour, overhead);
        return new()
        {
            ["materials"] = Money(full.Materials),
            ["hour_rate"] = Ratio(hour),
            ["labour"] = Money(full.Labour),
            ["overhead_rate"] = Ratio(overhead),
            ["overhead"] = Money(full.Overhead),
            ["full_cost"] = Money(full.Total),
            ["price_for_20pct_margin_on_price"] = Money(UnitCost.PriceForMargin(full.Total, 0.20m)),
        };
    }

    private static JsonObject LabourBothWays(JsonObject inputs)
    {
        var revenue = Number(inputs, "revenue");
        var kept = Contribution.Of(revenue, Number(inputs, "materials") + Number(inputs, "gas"));
        var paid = Contribution.Of(kept, Number(inputs, "labour"));
        return new()
        {
            ["cm_labour_variable"] = Money(paid),
            ["ratio_labour_variable"] = Ratio(Contribution.Ratio(paid, revenue)),
            ["cm_labour_fixed"] = Money(kept),
            ["ratio_labour_fixed"] = Ratio(Contribution.Ratio(kept, revenue)),
        };
    }

    private static JsonObject WeightedMargin(JsonObject inputs)
    {
        var goods = Goods(inputs).ToList();
        var mix = goods.ConvertAll(g => g.Good);
        var result = Margins(goods);
        result["total_cm"] = Money(mix.Sum(m => m.Margin));
        result["weighted_cm"] = Money(Contribution.Weighted(mix));
        return result;
    }

    private static JsonObject MixChange(JsonObject inputs)
    {
        var goods = Goods(inputs).ToList();
        var result = Margins(goods);
        foreach (var (name, _) in inputs.Where(i => i.Key.StartsWith("mix_", StringComparison.Ordinal)))
        {
            var mix = goods.Zip(Numbers(inputs, name), (g, units) => g.Good with { Units = units });
            var point = BreakEven.Of(mix, Number(inputs, "fixed"));
            result["ratio_" + name[4..]] = Ratio(point.Ratio);
            result["be_sales_" + name[4..]] = Money(point.BreakEvenSales);
        }

        return result;
    }

    private static JsonObject Margins(List<(string Name, MixItem Good)> goods) =>
        new(
            goods.Select(g =>
                KeyValuePair.Create(
                    "cm_" + g.Name,
                    (JsonNode?)JsonValue.Create(Money(Contribution.Of(g.Good.Price, g.Good.Variable)))
                )
            )
        );

    private static JsonObject BreakEvenOfGoods(JsonObject inputs)
    {
        var goods = Goods(inputs).ToList();
        var point = BreakEven.Of(goods.Select(g => g.Good), Number(inputs, "fixed"));
        var result = PointOf(point);
        foreach (var (name, good) in goods)
        {
            result[name + "_units"] = Money(good.Units * point.Scale);
        }

        result["operating_income"] = Money(point.Profit);
        return result;
    }

    private static JsonObject BreakEvenOfShares(JsonObject inputs)
    {
        var mix = Numbers(inputs, "shares").Zip(Numbers(inputs, "cm_ratios")).ToList();
        var point = BreakEven.Of(1, BreakEven.MixedRatio(mix), Number(inputs, "fixed"));
        return new()
        {
            ["ratio"] = Ratio(point.Ratio),
            ["be_sales"] = Money(point.BreakEvenSales),
            ["by_product"] = Array(mix.Select(m => point.BreakEvenSales * m.First)),
        };
    }

    private static JsonObject BreakEvenOfSales(JsonObject inputs)
    {
        var sales = Numbers(inputs, "sales");
        var margin = BreakEven.MixedRatio(sales.Zip(Numbers(inputs, "cm_ratios")));
        var point = BreakEven.Of(sales.Sum(), margin, Number(inputs, "fixed"));
        var result = PointOf(point);
        result.Remove("sales");
        result["operating_income"] = Money(point.Profit);
        return result;
    }

    private static JsonObject BreakEvenOfProducts(JsonObject inputs)
    {
        var mix = inputs["products"]!.AsArray().Select(p => Good(p!)).ToList();
        var point = BreakEven.Of(mix, Number(inputs, "fixed_week"));
        var result = PointOf(point);
        result["scale"] = Ratio(point.Scale);
        result["be_units"] = new JsonArray([
            .. mix.Select(m => (JsonNode)JsonValue.Create(BreakEven.Units(m.Units, point))),
        ]);
        result["profit"] = Money(point.Profit);
        result["margin_of_safety"] = Ratio(point.Safety);
        return result;
    }

    private static JsonObject PointOf(BreakEvenPoint point) =>
        new()
        {
            ["sales"] = Money(point.Sales),
            ["cm"] = Money(point.Margin),
            ["ratio"] = Ratio(point.Ratio),
            ["be_sales"] = Money(point.BreakEvenSales),
        };
}
