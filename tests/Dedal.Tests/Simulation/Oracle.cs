using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Tests.Simulation;

/// <summary>
/// What the books must say, worked out from the bodies of the documents alone: no rule, no line, no count compensation.
/// A document that was reversed was never there.
/// </summary>
internal static class Oracle
{
    /// <summary>The last count of a cash box, and what cash documents after it moved.</summary>
    public static long Box(MemoryBook book, Account box)
    {
        var name = box.Currency == book.Currency ? box.Code : $"{box.Code} {box.Currency}";
        var held = Standing(book).OrderBy(w => w.Document.Moment with { Seq = w.Seq });
        long amount = 0;
        foreach (var w in held)
        {
            amount = w.Decision.Counted?.Box == box.Number ? w.Decision.Counted.Counted.Minor : amount + Cash(w, name);
        }

        return amount;
    }

    /// <summary>Fiado and disputed QR, less what she paid.</summary>
    public static long OwedToUs(MemoryBook book, Guid party) =>
        Standing(book)
            .Sum(w =>
                Body(w) switch
                {
                    SaleBody b when b.Party == party => b.Paid.Where(p => p.How == "credit").Sum(p => p.Amount),
                    FiadoPaymentBody b when b.Party == party => -b.Amount,
                    BadDebtBody b when b.Party == party => -b.Amount,
                    CustomerRefundBody b when b.Party == party => b.Amount,
                    QrDisputedBody b when b.Party == party => OfQr(w),
                    AccountantsEntryBody b => RowsOf(b.Rows, "1201", party),
                    OpeningBalancesBody b => RowsOf(b.Rows, "1201", party),
                    _ => 0,
                }
            );

    public static long WeOwe(MemoryBook book, Guid party) =>
        Standing(book)
            .Sum(w =>
                Body(w) switch
                {
                    SpendingBody b when b.Party == party => b.Paid.Where(p => p.How == "credit").Sum(p => p.Amount),
                    SupplierPaymentBody b when b.Party == party => -b.Amount,
                    AccountantsEntryBody b => -RowsOf(b.Rows, "2101", party),
                    OpeningBalancesBody b => -RowsOf(b.Rows, "2101", party),
                    _ => 0,
                }
            );

    /// <summary>Totals of the sales, whatever was rounded when they were paid.</summary>
    public static long Sold(MemoryBook book) => Standing(book).Sum(w => Body(w) is SaleBody b ? b.Total : 0);

    /// <summary>What a document settled of a QR payment; what is set off beside it is no payment.</summary>
    private static long OfQr(Written w) =>
        w
            .Decision.Lines.Where(l => l.CreditSubject?.StartsWith("qr:", StringComparison.Ordinal) == true)
            .Sum(l => l.Amount.Minor);

    /// <summary>QR payments into a fund, each until something settles it.</summary>
    public static long QrWaiting(MemoryBook book, string fund)
    {
        var settled = Standing(book)
            .Select(w => (Body(w), w))
            .Where(s => s.Item1 is QrSeenBody or QrDisputedBody)
            .GroupBy(s => s.Item1 is QrSeenBody seen ? seen.Document : ((QrDisputedBody)s.Item1!).Document)
            .ToDictionary(g => g.Key, g => g.Sum(s => OfQr(s.w)));
        foreach (
            var (body, w) in Standing(book).Select(w => (Body(w) as QrGivenBackBody, w)).Where(b => b.Item1 is not null)
        )
        {
            settled[body!.Document] = settled.GetValueOrDefault(body.Document) - GivenBack(w, body);
        }

        return book.Written.Sum(w =>
        {
            var (arrived, into) = Body(w) switch
            {
                SaleBody b => (b.Paid.Where(p => p.How == "qr").Sum(p => p.Amount), b.Fund),
                FiadoPaymentBody { How: "qr" } b => (b.Amount, null),
                ContributionBody { How: "qr" } b => (b.Amount, null),
                MoneyReceivedBody { How: "qr" } b => (b.Amount, b.Fund),
                _ => (0L, null),
            };
            var stands = book.ReversalOf(w) is null;
            return (into ?? Fund.Own) == fund ? (stands ? arrived : 0) - settled.GetValueOrDefault(w.Document.Id) : 0;
        });
    }

    public static long BalanceInFund(MemoryBook book, int account, string fund) =>
        book.Totals()
            .Where(t => t.Key.Account == account && t.Key.Fund == fund)
            .Sum(t => t.Value.Debit - t.Value.Credit);

    /// <summary>Documents that were not reversed, the reversals left out.</summary>
    private static IEnumerable<Written> Standing(MemoryBook book) =>
        book.Written.Where(w => w.Decision.Reverses is null && book.ReversalOf(w) is null);

    private static long Cash(Written w, string box) =>
        Body(w) switch
        {
            SaleBody b => Parts(b.Paid, box),
            SpendingBody b => -Parts(b.Paid, box),
            FiadoPaymentBody b => In(b.How, b.Amount, b.Box, box),
            SupplierPaymentBody b => -In(b.How, b.Amount, b.Box, box),
            CustomerRefundBody b => -In(b.How, b.Amount, b.Box, box),
            HouseWithdrawalBody b => -In(b.How, b.Amount, b.Box, box),
            ContributionBody b => In(b.How, b.Amount, b.Box, box),
            MoneyReceivedBody b => In(b.How, b.Amount, b.Box, box),
            QrGivenBackBody b => -In(b.How, GivenBack(w, b), b.Box, box),
            TransferBody b => (b.To == box ? b.Received ?? b.Amount : 0) - (b.From == box ? b.Amount : 0),
            AccountantsEntryBody b => RowsOf(b.Rows, box, null),
            OpeningBalancesBody b => RowsOf(b.Rows, box, null),
            _ => 0,
        };

    /// <summary>All that was hers; nothing when it was told before.</summary>
    private static long GivenBack(Written w, QrGivenBackBody body) =>
        w.Decision.Lines.Where(l => l.DebitSubject == Subject.Qr(body.Document)).Sum(l => l.Amount.Minor);

    private static long Parts(IEnumerable<Payment> parts, string box) =>
        parts.Sum(p => In(p.How, p.Amount, p.Box, box));

    private static long In(string how, long amount, string? named, string box) =>
        how == "cash" && (named ?? "1101") == box ? amount : 0;

    private static long RowsOf(IEnumerable<EntryRow> rows, string account, Guid? party) =>
        rows.Where(r => r.Account == account && (party is not { } id || r.Subject == Subject.Party(id)))
            .Sum(r => r.Debit - r.Credit);

    private static object? Body(Written w)
    {
        var type = w.Document.Kind switch
        {
            "sale" => typeof(SaleBody),
            "fiado-payment" => typeof(FiadoPaymentBody),
            "bad-debt" => typeof(BadDebtBody),
            "customer-refund" => typeof(CustomerRefundBody),
            "purchase" or "expense" => typeof(SpendingBody),
            "supplier-payment" => typeof(SupplierPaymentBody),
            "house-withdrawal" => typeof(HouseWithdrawalBody),
            "contribution" => typeof(ContributionBody),
            "money-received" => typeof(MoneyReceivedBody),
            "transfer" => typeof(TransferBody),
            "qr-seen" => typeof(QrSeenBody),
            "qr-disputed" => typeof(QrDisputedBody),
            "qr-given-back" => typeof(QrGivenBackBody),
            "accountants-entry" => typeof(AccountantsEntryBody),
            "opening-balances" => typeof(OpeningBalancesBody),
            _ => null,
        };
        return type is null ? null : JsonSerializer.Deserialize(w.Document.Body, type, BodyJson.Default);
    }
}
