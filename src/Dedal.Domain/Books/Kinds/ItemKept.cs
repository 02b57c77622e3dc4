namespace Dedal.Domain.Books.Kinds;

/// <summary>
/// Something that is sold, as it is from now on. Whole-record versions: the last accepted one holds, older ones stay
/// readable in the journal, and what was sold keeps the price it was sold at.
/// </summary>
/// <param name="Item">Identity over all versions.</param>
/// <param name="Icon">Name of its drawing.</param>
/// <param name="Price">Minor units for <paramref name="Quantity"/> pieces (<c>3 por Bs 1</c>); null: asked each
/// time.</param>
/// <param name="Income">Account its sales go to; the chart's sales account when left out.</param>
/// <param name="Archived">No longer offered.</param>
/// <param name="Sort"><c>product</c>, <c>material</c> or <c>service</c>.</param>
/// <param name="Unit">Base unit its stock is counted in (<c>piece</c>, <c>kg</c>, <c>m</c>, <c>l</c>).</param>
/// <param name="Units">Other units it is bought in; a purchase keeps the factor it was made with.</param>
/// <param name="Stocked">Whether its stock is kept; until then what is bought of it is used up at once.</param>
/// <param name="Cost">
/// What one base unit costs about, minor units: holds until a purchase or a batch says better, so that nothing is ever
/// costed at zero.
/// </param>
/// <param name="Minutes">Usual minutes of work a piece takes.</param>
/// <param name="Regulated">The norm that fixes its price, where one does.</param>
/// <param name="Measures">What is measured on who orders it, in that order (<c>waist</c>, <c>hip</c>…).</param>
public sealed record ItemKeptBody(
    Guid Item,
    string Name,
    string Icon,
    long? Price = null,
    int Quantity = 1,
    string? Income = null,
    bool Archived = false,
    string Sort = ItemSort.Product,
    string Unit = "piece",
    IReadOnlyList<UnitFactor>? Units = null,
    bool Stocked = false,
    long? Cost = null,
    int? Minutes = null,
    RegulatedPrice? Regulated = null,
    IReadOnlyList<string>? Measures = null
)
{
    /// <summary>The account its stock stands on.</summary>
    public string StockRole => Sort == ItemSort.Material ? Role.Materials : Role.Finished;

    /// <summary>Thousandths of the base unit in one of a unit; null for a unit that it has no factor for.</summary>
    public long? FactorOf(string unit) =>
        unit == Unit ? Quantities.One : Units?.FirstOrDefault(u => u.Unit == unit)?.Factor;
}

/// <summary>What an item is.</summary>
public static class ItemSort
{
    public const string Product = "product";
    public const string Material = "material";
    public const string Service = "service";
}

/// <summary>
/// How much of the base unit another unit holds (quintal 46 kg, arroba 11.5 kg): a factor per item, since sacks of one
/// town are not those of another.
/// </summary>
/// <param name="Factor">Thousandths of the base unit.</param>
public sealed record UnitFactor(string Unit, long Factor);

/// <summary>A price that a norm fixes.</summary>
public sealed record RegulatedPrice(string Norm, DateOnly Since);

/// <summary>Keeps an item, new or changed.</summary>
public sealed class ItemKept() : DocumentKind<ItemKeptBody>("item-kept")
{
    private const int MostMeasures = 12;

    /// <inheritdoc />
    public override int Schema => 2;

    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(ItemKeptBody body, Document document) =>
        string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > 60 || Limits.HasStrayCharacters(body.Name)
            ? new Refusal("item-name-missing", "name")
        : body.Icon.Length is 0 or > 20 || !body.Icon.All(c => char.IsAsciiLetterLower(c) || c == '-')
            ? new Refusal("item-icon-unknown", "icon")
        : body.Quantity is < 1 or > 10_000 ? new Refusal("item-quantity-absurd", "quantity")
        : CheckStock(body) is { } no ? no
        : body.Measures is { Count: > MostMeasures }
        || body.Measures?.Any(m => m is null || m.Length is 0 or > 30 || Limits.HasStrayCharacters(m)) == true
            ? new Refusal("item-measures-absurd", "measures", MostMeasures)
        : body.Price is { } price ? Limits.CheckAmount(price, "price")
        : null;

    private static Refusal? CheckStock(ItemKeptBody body)
    {
        if (body.Sort is not (ItemSort.Product or ItemSort.Material or ItemSort.Service))
        {
            return new Refusal("item-sort-unknown", "sort", body.Sort);
        }

        if (!IsUnit(body.Unit) || body.Units is { Count: > 20 })
        {
            return new Refusal("item-unit-absurd", "unit");
        }

        foreach (var unit in body.Units ?? [])
        {
            if (
                unit is null
                || !IsUnit(unit.Unit)
                || unit.Unit == body.Unit
                || Quantities.Check(unit.Factor, "") is not null
            )
            {
                return new Refusal("item-unit-absurd", "units");
            }
        }

        if (body.Stocked && (body.Sort == ItemSort.Service || body.Cost is null))
        {
            return new Refusal("item-cost-missing", "cost");
        }

        return body.Minutes is < 0 or > 10_000 ? new Refusal("minutes-absurd", "minutes")
            : body.Regulated is { } r && (string.IsNullOrWhiteSpace(r.Norm) || r.Norm.Length > 200)
                ? new Refusal("text-too-long", "norm", 200)
            : body.Cost is { } cost ? Limits.CheckAmount(cost, "cost")
            : null;
    }

    private static bool IsUnit(string unit) =>
        unit.Length is > 0 and <= 20 && unit.All(c => char.IsAsciiLetterLower(c) || c == '-');

    /// <inheritdoc />
    protected override Outcome Decide(ItemKeptBody body, Document document, IBookState state)
    {
        if (body.Income is { } code)
        {
            var (income, refusal) = Accounts.Find(state, code, "income");
            if (refusal is not null)
            {
                return refusal;
            }

            if (income!.Kind != AccountKind.Income || income.Currency != state.Currency)
            {
                return new Refusal("not-income", "income", income.Code);
            }
        }

        return Decision.On(document.OccurredOn, state, []) with
        {
            Kept = body,
            About = [new(Subject.Item(body.Item))],
        };
    }
}
