using System.Globalization;
using System.Text.Json.Nodes;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Costing;

namespace Dedal.Web.Commands.Examples;

/// <summary>Cash, seasons, loans, the count of the box.</summary>
public static partial class WorkedExamples
{
    private static JsonObject StartingUp(JsonObject inputs)
    {
        var units = Number(inputs, "units");
        var sales = Number(inputs, "price") * units;
        var costs = Number(inputs, "wage") + ((Number(inputs, "bottle") + Number(inputs, "ingredients")) * units);
        return new()
        {
            ["sales"] = Money(sales),
            ["costs"] = Money(costs),
            ["profit"] = Money(sales - costs),
            ["borrow_for_equipment"] = Money(Math.Max(0, Number(inputs, "equipment") - Number(inputs, "own_cash"))),
        };
    }

    private static JsonObject WeekByWeek(JsonObject inputs)
    {
        var (share, pay) = (Number(inputs, "materials_share"), Number(inputs, "member_pay_week"));
        var rows = CashForecast.Roll(
            Number(inputs, "opening"),
            Numbers(inputs, "sales")
                .Select(
                    (s, i) =>
                        (s, (s * share) + pay + Due(inputs, "rent", i) + Due(inputs, "loan", i) + Due(inputs, "tax", i))
                )
        );
        var lowest = rows.MinBy(r => r.Closing)!;
        return new()
        {
            ["rows"] = new JsonArray([
                .. rows.Select(r =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["week"] = r.Week,
                            ["receipts"] = Money(r.Receipts),
                            ["payments"] = Money(r.Payments),
                            ["net"] = Money(r.Net),
                            ["closing"] = Money(r.Closing),
                        }
                ),
            ]),
            ["lowest_closing"] = Money(lowest.Closing),
            ["lowest_week"] = lowest.Week,
            ["final"] = Money(rows[^1].Closing),
        };
    }

    /// <summary>What falls due in a week, where weeks are the names.</summary>
    private static decimal Due(JsonObject inputs, string name, int week) =>
        inputs[name]!.AsObject()[(week + 1).ToString(CultureInfo.InvariantCulture)] is { } due ? Number(due) : 0;

    private static JsonObject GoodAndBadCase(JsonObject inputs)
    {
        var band = CashForecast.Closed(
            Number(inputs, "opening"),
            Numbers(inputs, "net"),
            Numbers(inputs, "sigma"),
            Number(inputs, "rho"),
            Number(inputs, "z")
        );
        return new()
        {
            ["expected"] = Array(band.Expected),
            ["p10"] = Array(band.Low),
            ["p90"] = Array(band.High),
            ["first_week_p10_below_zero"] = band.FirstWeekBelowZero,
            ["cash_to_add_so_p10_stays_above_zero"] = Money(band.ToAdd),
        };
    }

    private static JsonObject SeasonalCash(JsonObject inputs)
    {
        var (usual, materials) = (Number(inputs, "base"), Number(inputs, "materials"));
        var sales = Numbers(inputs, "index").ConvertAll(i => usual * i);
        var rows = CashForecast.Roll(
            Number(inputs, "opening"),
            sales.Select(s => (s, (s * materials) + Number(inputs, "fixed_week")))
        );
        return new()
        {
            ["sales"] = Array(sales),
            ["net"] = Array(rows.Select(r => r.Net)),
            ["closing"] = Array(rows.Select(r => r.Closing)),
            ["peak_week"] = rows.MaxBy(r => r.Closing)!.Week,
            ["lowest_after_peak"] = Money(CashForecast.LowestAfterSeason(rows).Closing),
        };
    }

    private static JsonObject SeasonIndex(JsonObject inputs)
    {
        var months = Numbers(inputs, "months");
        var index = Season.Index(months);
        return new()
        {
            ["mean"] = Money(months.Average()),
            ["index"] = new JsonArray([.. index.Select(i => (JsonNode)JsonValue.Create(Ratio(i)))]),
            ["sum"] = Ratio(index.Sum()),
        };
    }

    private static JsonObject ShrunkIndex(JsonObject inputs)
    {
        var (years, k) = (Number(inputs, "years"), Number(inputs, "k"));
        return new(
            inputs
                .Where(i => i.Key.StartsWith("index_", StringComparison.Ordinal))
                .Select(i =>
                    KeyValuePair.Create(
                        i.Key[6..],
                        (JsonNode?)JsonValue.Create(Ratio(Season.Shrunk(Number(i.Value), years, k)))
                    )
                )
        );
    }

    private static JsonObject PutAside(JsonObject inputs)
    {
        var (months, need) = (Numbers(inputs, "months"), Number(inputs, "need_per_month"));
        var aside = Season.SetAside(months, need);
        return new()
        {
            ["deficits"] = Money(aside.Deficits),
            ["surpluses"] = Money(aside.Surpluses),
            ["rate"] = Ratio(aside.Rate),
            ["set_aside_feb"] = Money(aside.Of(months[1], need)),
            ["feasible"] = aside.Feasible,
        };
    }

    private static JsonObject Cover(JsonObject inputs) =>
        new() { ["dscr"] = Ratio(DebtService.Cover(Number(inputs, "cash"), Number(inputs, "service"))) };

    private static JsonObject Schedule(JsonObject inputs)
    {
        var rows = DebtService.Schedule(Number(inputs, "principal"), Number(inputs, "annual"), Whole(inputs, "months"));
        return new()
        {
            ["payment"] = Money(rows[0].Payment),
            ["first"] = Row(rows[0]),
            ["last"] = Row(rows[^1]),
            ["total_interest"] = Money(rows.Sum(r => r.Interest)),
            ["sum_principal"] = Money(rows.Sum(r => r.Principal)),
        };

        static JsonObject Row(Instalment row) =>
            new()
            {
                ["n"] = row.Number,
                ["payment"] = Money(row.Payment),
                ["interest"] = Money(row.Interest),
                ["principal"] = Money(row.Principal),
                ["balance"] = Money(row.Balance),
            };
    }

    private static JsonObject FlatRate(JsonObject inputs)
    {
        var rate = DebtService.OfFlat(
            Number(inputs, "principal"),
            Number(inputs, "flat_month"),
            Whole(inputs, "months")
        );
        return new()
        {
            ["installment"] = Money(rate.Instalment),
            ["total_interest"] = Money(rate.TotalInterest),
            ["true_monthly"] = Ratio(rate.Monthly),
            ["nominal_annual"] = Ratio(rate.Nominal),
            ["effective_annual"] = Ratio(rate.Effective),
        };
    }

    private static JsonObject BadMonth(JsonObject inputs)
    {
        var stress = DebtService.Stress(
            Number(inputs, "cash_before_loan"),
            Number(inputs, "sigma"),
            Number(inputs, "installment")
        );
        return new()
        {
            ["expected"] = Ratio(stress.Expected),
            ["bad_month_cash"] = Money(stress.BadCash),
            ["bad_month"] = Ratio(stress.Bad),
            ["advice"] = stress.Carries ? "ok" : "no",
        };
    }

    private static JsonObject CountCash(JsonObject inputs)
    {
        var faces = inputs["denominations"]!.AsArray().Select(n => Minor(n!));
        var pieces = inputs["counts"]!.AsArray().Select(n => n!.GetValue<int>());
        var total = CashPad.Total(faces.Zip(pieces));
        var difference = total - new Domain.Money(Minor(inputs["expected"]!));
        return new()
        {
            ["total"] = Decimals(total.Minor),
            ["difference"] = Decimals(difference.Minor),
            ["posting"] =
                difference.IsZero ? "cuadra"
                : difference.IsNegative ? "faltante"
                : "sobrante",
        };
    }

    private static JsonObject GiveChange(JsonObject inputs)
    {
        var (due, rounding) = CashPad.Due(new(Minor(inputs["sale"]!)), smallestCoin: 10);
        var change = new Domain.Money(Minor(inputs["tendered"]!)) - due;
        var coins = new JsonObject();
        foreach (var (face, pieces) in CashPad.Change(change, CashPad.Bolivia))
        {
            coins[face % 100 == 0 ? (face / 100).ToString(CultureInfo.InvariantCulture) : Decimals(face)] = pieces;
        }

        return new()
        {
            ["cash_due"] = Decimals(due.Minor),
            ["rounding"] = Decimals(rounding.Minor),
            ["change"] = Decimals(change.Minor),
            ["change_coins"] = coins,
        };
    }
}
