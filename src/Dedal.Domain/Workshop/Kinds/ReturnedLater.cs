using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Workshop.Kinds;

/// <param name="Amount">What she gets for it, minor units.</param>
public sealed record ReturnedItem(Guid Item, int Pieces, long Amount);

/// <summary>A buyer gives back what was charged before.</summary>
/// <param name="How"><c>credit</c> lessens what she owes; anything else is money given back.</param>
/// <param name="To"><c>resale</c> or <c>waste</c>.</param>
public sealed record ReturnedLaterBody(
    Guid Party,
    IReadOnlyList<ReturnedItem> Items,
    string How,
    string To,
    string? Box = null
);

/// <summary>
/// Posting (workshop reference §6.3): returns against what she owes or the box; the goods come back at cost from the
/// cost of what was sold.
/// </summary>
public sealed class ReturnedLater() : DocumentKind<ReturnedLaterBody>("returned-later")
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Roles => Who.Recorders;

    /// <inheritdoc />
    protected override Refusal? Check(ReturnedLaterBody body, Document document) =>
        body.Items.Count is 0 or > 40 || body.Items.Any(i => i is null || i.Pieces is < 1 or > 100_000)
            ? new Refusal("item-quantity-absurd", "items")
        : body.Items.Select(i => Limits.CheckAmount(i.Amount, "items")).FirstOrDefault(r => r is not null) is { } wrong
            ? wrong
        : body.To is not ("resale" or "waste") ? new Refusal("reason-missing", "to")
        : body.How == Paying.Credit ? null
        : Paying.Check([new(body.How, body.Items.Sum(i => i.Amount), body.Box)], null);

    /// <inheritdoc />
    protected override Outcome Decide(ReturnedLaterBody body, Document document, IBookState state)
    {
        if (Accounts.CheckParty(state, body.Party) is { } unknown)
        {
            return unknown;
        }

        var gathered = new Gathered();
        var returns = state.Needed(Role.Returns).Number;
        var total = body.Items.Sum(i => i.Amount);
        if (body.How == Paying.Credit)
        {
            // No more than she owes: what is above it is hers, on account.
            var (receivable, party) = (state.Needed(Role.Receivable).Number, Subject.Party(body.Party));
            var settled = Math.Clamp(state.Balance(receivable, party).Minor, 0, total);
            gathered.Add(returns, receivable, new(settled), null, party);
            gathered.Add(returns, state.Needed(Role.Deposits).Number, new(total - settled), null, party);
        }
        else
        {
            var (line, no) = Spending.Out(new(body.How, total, body.Box), returns, Fund.Own, body.Party, state);
            if (no is not null)
            {
                return no;
            }

            gathered.Lines.Add(line);
        }

        foreach (var back in body.Items)
        {
            if (state.FindItem(back.Item) is not { } item)
            {
                return new Refusal("item-unknown", "items");
            }

            Shelf.TakeBack(gathered, state, item, back.Pieces, body.To == "waste");
        }

        return gathered.On(document, state, new About(Subject.Party(body.Party)));
    }
}
