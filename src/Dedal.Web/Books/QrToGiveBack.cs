using System.Globalization;
using System.Text.Json;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>QR payments that were seen and then undone: money of a customer that is to go back to her.</summary>
internal static class QrToGiveBack
{
    /// <summary>Waits for who records, until it is given back.</summary>
    public static IEnumerable<WaitingTask> Tasks(Reads reads, Organisation org, Words words)
    {
        if (Pending(org) is not { } pending)
        {
            return [];
        }

        using var sql = reads.Of(org);
        var (_, sum) = Notebook.QrOpen(sql, org.Id, pending);
        return sum > Money.Zero ? [new("undo", Said(sum, org, words), "qr", "qr", Urgent: true)] : [];
    }

    /// <summary>One by one, for the phone's screen of QR payments.</summary>
    public static void WriteSnapshot(Utf8JsonWriter json, Statements sql, Organisation org, Teller teller, Words words)
    {
        json.WriteStartArray("qrBack");
        foreach (var (row, sum) in Pending(org) is { } pending ? Notebook.QrToGiveBack(sql, org.Id, pending) : [])
        {
            json.WriteStartObject();
            json.WriteString("text", Said(sum, org, words));
            json.WriteString("what", teller.Tell(row).What);
            json.WriteString("day", row.Document.OccurredOn.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Said(Money sum, Organisation org, Words words) =>
        words["qr.give-back", Spoken.Money(sum, org.Currency, org.Scale, words)];

    private static int? Pending(Organisation org) =>
        Charts.Named(org.Chart).CodeOf(Role.QrPending) is { } code
            ? int.Parse(code, CultureInfo.InvariantCulture)
            : null;
}
