using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Web.Books.Pages;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>The books: journal, statements, closes. See Books.md.</summary>
public sealed class BooksModule : Module
{
    public override IEnumerable<DocumentKind> Kinds => KnownKinds.All;

    public override void WriteSnapshot(Utf8JsonWriter json, SnapshotOf of) => BookSnapshot.Write(json, of);

    public override IEnumerable<WaitingTask> Tasks(Reads reads, Organisation org, DateOnly today, Words words) =>
        QrToGiveBack.Tasks(reads, org, words);

    public override IEnumerable<MenuItem> Menu =>
        [
            new("books.menu.today", "hoy", "home", Who.Readers),
            new("books.menu.notebook", "cuaderno", "book", Who.Readers),
            new("reports.how", "como-vamos", "chart", Who.Readers),
            new("reports.menu", "reports", "file", Who.Readers),
            new("entry.title", "entry", "pencil", Who.Accountants),
            new("accounts.title", "accounts", "list", Who.Accountants),
            new("closes.title", "closes", "lock", Who.Accountants),
        ];

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        routes.MapPage<TodayPage>("hoy").AllowRoles(Who.Readers);
        routes.MapPage<NotebookPage>("cuaderno").AllowRoles(Who.Readers);
        TakeDocuments.Map(routes, [.. Who.All.Where(r => Kinds.Any(k => k.Roles.Contains(r, StringComparer.Ordinal)))]);
        TakeFromPhone.Map(routes);
        KeepItems.Map(routes);

        RecordSale.Map(routes);
        RecordSpending.Map(routes);
        RecordWithdrawal.Map(routes);
        RecordFiadoPayment.Map(routes);
        RecordSupplierPayment.Map(routes);
        CountCash.Map(routes);
        CheckQr.Map(routes);
        UndoDocument.Map(routes);
        RecordTransfer.Map(routes);
        RecordContribution.Map(routes);
        RecordMoneyReceived.Map(routes);
        OpenBalances.Map(routes);
        AddParty.Map(routes);
        LookAfterParty.Map(routes);
        WriteAccountantsEntry.Map(routes);
        AddAccount.Map(routes);
        ClosePeriods.Map(routes);
        Reports.ReportRoutes.Map(routes);
    }
}
