using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Tests.Simulation;

namespace Dedal.Tests.Workshop;

/// <summary>What must hold of a workshop's book after every document.</summary>
public sealed class ShopLaws(MemoryBook book)
{
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);

    public void After(Document document, string where)
    {
        touched.Clear();
        if (book.ById(document.Id) is not { } written)
        {
            return;
        }

        foreach (var line in written.Decision.Lines)
        {
            touched.UnionWith(new[] { line.DebitSubject, line.CreditSubject }.OfType<string>());
        }

        foreach (var subject in touched)
        {
            Check(subject, where);
        }

        foreach (var move in written.Decision.Moves)
        {
            var stock = book.Stock(move.Account, move.Subject);
            Assert.True(
                stock.Quantity == 0 ? stock.Value == Money.Zero : stock.Quantity > 0 != stock.Value.IsNegative,
                $"{where}: {move.Subject} has {stock.Quantity} worth {stock.Value.Minor}"
            );
            Assert.True(stock.Value == book.Balance(move.Account, move.Subject), $"{where}: stock and lines differ");
        }
    }

    private void Check(string subject, string where)
    {
        if (subject.StartsWith("order:", StringComparison.Ordinal))
        {
            Assert.True(book.Balance(2102, subject) <= Money.Zero, $"{where}: the customer owes a deposit");
            if (OrderState.Of(book.About(subject)) is { Open: false })
            {
                Assert.True(book.Balance(1302, subject).IsZero, $"{where}: work in progress of an ended order");
                Assert.True(book.Balance(1303, subject).IsZero, $"{where}: finished goods of an ended order");
            }
        }

        if (subject.StartsWith("batch:", StringComparison.Ordinal))
        {
            Assert.True(book.Balance(1302, subject).IsZero, $"{where}: a batch left work in progress");
        }

        if (
            subject.StartsWith("run:", StringComparison.Ordinal)
            && RunState.Of(book.About(subject[..subject.LastIndexOf(':')])) is { Open: false }
        )
        {
            Assert.True(book.Balance(1304, subject).IsZero, $"{where}: goods of a closed run");
            Assert.Equal(0, book.Stock(1304, subject).Quantity);
        }
    }
}
