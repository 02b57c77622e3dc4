using Dedal.Domain.Books.Kinds;

namespace Dedal.Domain.Books;

/// <summary>
/// Every kind of document of the books, with every version of its rule that a journal may still name.
/// </summary>
public static class KnownKinds
{
    public static readonly IReadOnlyList<DocumentKind> All =
    [
        new OpeningBalances(),
        new Sale(),
        new FiadoPayment(),
        new BadDebt(),
        new CustomerRefund(),
        new Purchase(),
        new Expense(),
        new SupplierPayment(),
        new Transfer(),
        new HouseWithdrawal(),
        new Contribution(),
        new MoneyReceived(),
        new CashCount(),
        new QrSeen(),
        new QrDisputed(),
        new QrGivenBack(),
        new AccountantsEntry(),
        new MonthClose(),
        new MonthReopening(),
        new YearClose(),
        new Reversal(),
        new PartyAdded(),
        new PartyMerged(),
        new AccountAdded(),
        new FundOpened(),
        new ItemKept(),
        new JournalImported(),
        new JournalTransactionKind(),
    ];
}
