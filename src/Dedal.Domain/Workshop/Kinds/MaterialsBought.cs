using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <summary>One material of a purchase.</summary>
/// <param name="Quantity">Thousandths of the item's base unit: the count times the factor, kept as it was then.</param>
/// <param name="Unit">The unit it was bought in (<c>quintal</c>).</param>
/// <param name="Count">Thousandths of that unit.</param>
/// <param name="Amount">For all of it, minor units.</param>
public sealed record BoughtItem(Guid Item, long Quantity, string Unit, long Count, long Amount);

/// <summary>Materials bought, each with its quantity.</summary>
public sealed record MaterialsBoughtBody(
    IReadOnlyList<BoughtItem> Items,
    IReadOnlyList<Payment> Paid,
    Guid? Party = null,
    string? Note = null
);

/// <summary>
/// Posting (workshop reference §6.3): materials at the base unit against box, bank or payable; what is not stock-kept
/// is used up at once.
/// </summary>
public sealed class MaterialsBought() : DocumentKind<MaterialsBoughtBody>("materials-bought")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    public override IReadOnlyList<Effect> Effects => Books.Effects.PaidOut;

    /// <inheritdoc />
    protected override Refusal? Check(MaterialsBoughtBody body, Document document)
    {
        if (body.Items.Count is 0 or > 50)
        {
            return new Refusal("item-quantity-absurd", "items");
        }

        foreach (var item in body.Items)
        {
            var wrong = item is null
                ? new Refusal("item-quantity-absurd", "items")
                : Quantities.Check(item.Quantity, "items")
                    ?? Quantities.Check(item.Count, "items")
                    ?? Limits.CheckAmount(item.Amount, "items");
            if (wrong is not null)
            {
                return wrong;
            }
        }

        return Paying.Check(body.Paid, body.Party) ?? Limits.CheckText(body.Note, "note");
    }

    /// <inheritdoc />
    protected override Outcome Decide(MaterialsBoughtBody body, Document document, IBookState state)
    {
        if (Accounts.CheckParty(state, body.Party) is { } unknown)
        {
            return unknown;
        }

        var total = body.Items.Sum(i => i.Amount);
        if (!Paying.IsRounding(body.Paid, total, state.SmallestCoin(state.Currency)))
        {
            return new Refusal("paid-is-not-total", "paid", body.Paid.Sum(p => p.Amount), total);
        }

        var purposes = new List<Purpose>();
        var moves = new List<Move>();
        foreach (var bought in body.Items)
        {
            if (state.FindItem(bought.Item) is not { } item)
            {
                return new Refusal("item-unknown", "items");
            }

            if (item.FactorOf(bought.Unit) is null)
            {
                return new Refusal("item-unit-without-factor", "items", bought.Unit, item.Name);
            }

            var subject = Subject.Item(bought.Item);
            var account = state.Needed(item.Stocked ? item.StockRole : Role.MaterialsUsed).Number;
            purposes.Add(new(account, bought.Amount, item.Stocked ? subject : null));
            if (item.Stocked)
            {
                moves.Add(new(account, subject, bought.Quantity));
            }
        }

        var (lines, refusal) = Purposes.PaidOut(purposes, body.Paid, body.Party, state);
        return refusal is not null
            ? refusal
            : Decision.On(document.OccurredOn, state, lines) with
            {
                Moves = moves,
                About = [.. body.Items.Select(i => Subject.Item(i.Item)).Distinct().Select(s => new About(s))],
            };
    }
}
