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
        List<WaitingTask> tasks = [];
        if (sum > Money.Zero)
        {
            tasks.Add(new("undo", Said(sum, org, words), "qr", "qr", Urgent: true));
        }

        // Told on two phones: it counts once, and whoever knows undoes one of the two.
        foreach (var twice in Things.Latest(sql, org.Id, "qr").Where(t => t.Facts.Count > 1))
        {
            tasks.Add(new("why", words["qr.back-twice"], $"doc/{twice.Facts[^1].Seq}", "cuaderno"));
        }

        return tasks;
    }

    /// <summary>
    /// What it can be given back out of: cash and banks in the own currency, never what a rider carries.
    /// </summary>
    /// <returns>As the form sends it: <c>cash 1101</c>.</returns>
    public static IEnumerable<(string Value, string Icon, Account Of)> From(Statements sql, Organisation org) =>
        Boxes
            .All(sql, org.Id)
            .Select(b => b.Account)
            .Where(a => a.Box != BoxKind.QrPending && a.Currency == org.Currency)
            .Where(a => a.Code != Charts.Named(org.Chart).CodeOf(Role.RiderBox))
            .Select(a => a.Box == BoxKind.Cash ? ($"cash {a.Code}", "note", a) : ($"bank {a.Code}", "bank", a));

    /// <summary>One by one, for the phone's screen of QR payments.</summary>
    public static void WriteSnapshot(Utf8JsonWriter json, Statements sql, Organisation org, Teller teller, Words words)
    {
        json.WriteStartArray("qrBack");
        foreach (var (row, sum) in Pending(org) is { } pending ? Notebook.QrToGiveBack(sql, org.Id, pending) : [])
        {
            json.WriteStartObject();
            json.WriteString("id", row.Document.Id);
            json.WriteString("text", Said(sum, org, words));
            json.WriteString("what", teller.Tell(row).What);
            json.WriteString("day", row.Document.OccurredOn.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
            json.WriteStartObject("fx");
            json.WriteNumber("qr", -sum.Minor);
            json.WriteEndObject();
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
