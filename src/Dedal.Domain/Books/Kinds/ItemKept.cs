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
public sealed record ItemKeptBody(
    Guid Item,
    string Name,
    string Icon,
    long? Price = null,
    int Quantity = 1,
    string? Income = null,
    bool Archived = false
);

/// <summary>Keeps an item, new or changed.</summary>
public sealed class ItemKept() : DocumentKind<ItemKeptBody>("item-kept")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(ItemKeptBody body, Document document) =>
        string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > 60 || Limits.HasStrayCharacters(body.Name)
            ? new Refusal("item-name-missing", "name")
        : body.Icon.Length is 0 or > 20 || !body.Icon.All(c => char.IsAsciiLetterLower(c) || c == '-')
            ? new Refusal("item-icon-unknown", "icon")
        : body.Quantity is < 1 or > 10_000 ? new Refusal("item-quantity-absurd", "quantity")
        : body.Price is { } price ? Limits.CheckAmount(price, "price")
        : null;

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
        };
    }
}
