using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dedal.Domain.Workshop.Costing;

namespace Dedal.Web.Commands.Examples;

/// <summary>
/// Runs worked examples (inputs and expected outputs as JSON) through the same domain functions that the screens use.
/// A shape is a topic with the names of its inputs; what has no function is said to be unsupported.
/// </summary>
public static partial class WorkedExamples
{
    private static readonly Dictionary<string, Func<JsonObject, JsonObject>> Shapes = new(StringComparer.Ordinal)
    {
        ["unit_cost: good_units labour materials price services"] = CostSheet,
        ["unit_cost: components planned_minutes rate_per_hour real_minutes"] = PlannedAndReal,
        ["unit_cost: batch_cost yield_units"] = CostOfEach,
        [
            "unit_cost: button_price buttons fabric_m fabric_price hours_per_month minutes overhead_month "
                + "productive_hours smn_2026 thread waste"
        ] = FullCostOfGarment,
        ["contribution_margin: gas labour light_water materials revenue"] = LabourBothWays,
        ["break_even_multi: cm_ratios fixed shares"] = BreakEvenOfShares,
        ["break_even_multi: cm_ratios fixed sales"] = BreakEvenOfSales,
        ["break_even_multi: fixed_week products"] = BreakEvenOfProducts,
        ["cash_flow_13_weeks: bottle equipment ingredients own_cash price units wage"] = StartingUp,
        ["cash_flow_13_weeks: loan materials_share member_pay_week opening rent sales tax"] = WeekByWeek,
        ["cash_flow_13_weeks: net opening rho sigma z"] = GoodAndBadCase,
        ["cash_flow_13_weeks: base fixed_week index materials opening"] = SeasonalCash,
        ["seasonal: months"] = SeasonIndex,
        ["seasonal: months need_per_month"] = PutAside,
        ["debt_service: cash service"] = Cover,
        ["debt_service: annual months principal"] = Schedule,
        ["debt_service: flat_month months principal"] = FlatRate,
        ["debt_service: cash_before_loan installment sigma"] = BadMonth,
        ["inventory_average: events"] = StockEvents,
        ["inventory_average: buys units use"] = StockInUnits,
        ["altitude: altitude_m"] = AirAndWater,
        ["altitude: altitude_ft altitude_m"] = PublishedTips,
        ["piece_rate: days hours pieces_day sam wage work_days"] = RateOfWage,
        ["piece_rate: bundle machine_personal tmu"] = StandardMinutes,
        ["piece_rate: per_minute sam"] = RateOfPiece,
        ["piece_rate: hours hours_month pieces sam_minutes smn"] = PayWithFloor,
        ["batch: base_kg base_units flour"] = ScaledBatch,
        ["batch: bake_loss dough_loss flour_kg percent piece_g"] = BakersPercentages,
        ["batch: batch_cost good price_good price_second seconds waste"] = JointCost,
        ["share_pay: hours total"] = inputs => ShareOut(inputs, "hours"),
        ["share_pay: total weights"] = inputs => ShareOut(inputs, "weights"),
        ["share_pay: capital education hours reserve split surplus"] = ShareSurplus,
        ["cash_count: counts denominations expected"] = CountCash,
        ["cash_count: sale tendered"] = GiveChange,
        ["delivery_returns: delivered price resale_price resold returned unit_cost"] = ReturnedBread,
        ["delivery_returns: cost demand_history price salvage"] = HowManyToBake,
        ["rts_watch: capital kind limits max_unit_price sales_year"] = WatchTax,
    };

    /// <summary>
    /// The outputs for a case's inputs, or null when its shape is not known. Where one shape of inputs has several
    /// shapes of outputs, all are computed and those asked for are handed back.
    /// </summary>
    /// <param name="wanted">Names of the outputs that the case shows; null: all.</param>
    public static JsonObject? Compute(string topic, JsonObject inputs, IEnumerable<string>? wanted = null)
    {
        var names = string.Join(' ', inputs.Select(i => i.Key).Order(StringComparer.Ordinal));
        var compute = Shapes.GetValueOrDefault($"{topic}: {names}") ?? ByName(topic, inputs);
        var all = compute?.Invoke(inputs);
        return all is null || wanted is null || !wanted.All(all.ContainsKey)
            ? all
            : new(wanted.Select(name => KeyValuePair.Create(name, all[name]?.DeepClone())));
    }

    /// <summary>Shapes whose inputs are named after the goods (paper, digital) or the months they are about.</summary>
    private static Func<JsonObject, JsonObject>? ByName(string topic, JsonObject inputs) =>
        (topic, inputs.ContainsKey("fixed")) switch
        {
            ("contribution_margin", true) when Goods(inputs).Any() => MixChange,
            ("contribution_margin", false) when Goods(inputs).Count() == inputs.Count => WeightedMargin,
            ("break_even_multi", true) when Goods(inputs).Count() == inputs.Count - 1 => BreakEvenOfGoods,
            ("seasonal", _) when inputs.ContainsKey("years") && inputs.ContainsKey("k") => ShrunkIndex,
            _ => null,
        };

    /// <summary>Inputs that are goods, by name.</summary>
    private static IEnumerable<(string Name, MixItem Good)> Goods(JsonObject inputs) =>
        inputs
            .Where(i => i.Value is JsonObject good && good.ContainsKey("price") && good.ContainsKey("variable"))
            .Select(i => (i.Key, Good(i.Value!)));

    private static MixItem Good(JsonNode good) =>
        new(Number(good["price"]), Number(good["variable"]), good["units"] is { } units ? Number(units) : 0);

    /// <summary>A JSON number or a decimal string.</summary>
    private static decimal Number(JsonNode? node) =>
        node!.GetValueKind() == JsonValueKind.String
            ? decimal.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture)
            : decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static decimal Number(JsonObject inputs, string name) => Number(inputs[name]);

    private static int Whole(JsonObject inputs, string name) => (int)Number(inputs[name]);

    private static List<decimal> Numbers(JsonObject inputs, string name) => [.. inputs[name]!.AsArray().Select(Number)];

    /// <summary>Sum of an object's numbers.</summary>
    private static decimal Sum(JsonObject inputs, string name) => inputs[name]!.AsObject().Sum(p => Number(p.Value));

    /// <summary>Money: two decimals, halves away from zero.</summary>
    private static string Money(decimal value) => Text(value, 2);

    /// <summary>Unit costs and ratios: four decimals.</summary>
    private static string Ratio(decimal value) => Text(value, 4);

    private static string Text(decimal value, int decimals) =>
        Rounding.To(value, decimals).ToString("F" + decimals, CultureInfo.InvariantCulture);

    /// <summary>As many decimals as there are.</summary>
    private static string Exact(decimal value) =>
        value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>A number of things: a JSON number, as it is.</summary>
    private static JsonValue Count(decimal value) =>
        JsonValue.Create(decimal.Parse(Exact(value), CultureInfo.InvariantCulture));

    private static JsonArray Array(IEnumerable<decimal> values) =>
        [.. values.Select(v => (JsonNode?)JsonValue.Create(Money(v)))];

    /// <summary>A JSON number or decimal string of two decimals, in minor units.</summary>
    private static long Minor(JsonNode node) => Rounding.Minor(100 * Number(node));

    private static string Decimals(long minor) => Money(minor / 100m);
}
