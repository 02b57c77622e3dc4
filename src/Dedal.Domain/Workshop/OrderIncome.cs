using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>Which account of sales an order goes to.</summary>
internal static class OrderIncome
{
    public static (int Account, Refusal? Refusal) Of(OrderTakenBody taken, IBookState state)
    {
        if (taken.Item is { } id && state.FindItem(id)?.Income is { } code)
        {
            var (income, refusal) = Accounts.Find(state, code, "item");
            return (income?.Number ?? 0, refusal);
        }

        return (state.Needed(Role.Sales).Number, null);
    }
}
