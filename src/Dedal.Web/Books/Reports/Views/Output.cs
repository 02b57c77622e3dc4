using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dedal.Web.Shared;

namespace Dedal.Web.Books.Reports.Views;

/// <summary>A statement as CSV (RFC 4180), as JSON, as text for a terminal.</summary>
public static class Output
{
    /// <summary>Characters that gather before they are written.</summary>
    private const int Chunk = 64 * 1024;

    private static readonly JsonWriterOptions Relaxed = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="forSpreadsheets">
    /// Line ends of RFC 4180, and an apostrophe before texts that a spreadsheet would take for a formula. Without:
    /// exact names and plain line ends, for programs.
    /// </param>
    public static async Task Csv(Data data, TextWriter output, bool forSpreadsheets)
    {
        var text = new StringBuilder();
        Line(text, data.Keys);
        foreach (var row in data.Rows)
        {
            Line(text, row);
            if (text.Length > Chunk)
            {
                await output.WriteAsync(text);
                text.Clear();
            }
        }

        await output.WriteAsync(text);
        await output.FlushAsync();

        void Line(StringBuilder line, IReadOnlyList<object?> cells)
        {
            for (var i = 0; i < cells.Count; i++)
            {
                line.Append(i == 0 ? "" : ",").Append(CsvCell(cells[i], forSpreadsheets));
            }

            line.Append(forSpreadsheets ? "\r\n" : "\n");
        }
    }

    /// <summary>Amounts are texts with a decimal point: a number of JSON would lose digits in many readers.</summary>
    public static async Task Json(Statement statement, Organisation org, (long Seq, byte[] Hash) head, Stream output)
    {
        await using var json = new Utf8JsonWriter(output, Relaxed);
        json.WriteStartObject();
        json.WriteString("organisation", org.Name);
        json.WriteString("statement", statement.Title);
        json.WriteString("period", statement.Period);
        json.WriteNumber("documents", head.Seq);
        json.WriteString("head", Convert.ToHexStringLower(head.Hash));
        json.WriteStartArray("rows");
        foreach (var row in statement.Data.Rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                WriteValue(json, statement.Data.Keys[i], row[i]);
            }

            json.WriteEndObject();
            if (json.BytesPending > Chunk)
            {
                await json.FlushAsync();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Columns of even width, figures at the right.</summary>
    public static string Text(Statement statement)
    {
        var text = new StringBuilder().Append(statement.Title).Append('\n').Append(statement.Period).Append('\n');
        foreach (var table in statement.Tables)
        {
            var rows = table.Rows.Select(r => r.Cells.Select(Shown).ToList()).ToList();
            rows.Insert(0, [.. table.Columns.Select(c => c.Label)]);
            var widths = table
                .Columns.Select((_, i) => rows.Max(r => i < r.Count && r.Count > 1 ? r[i].Length : 0))
                .ToList();
            text.Append('\n').Append(table.Caption).Append(table.Caption.Length > 0 ? "\n" : "");
            foreach (var row in rows)
            {
                var cells = row.Select(
                    (c, i) => table.Columns[i].Amount ? c.PadLeft(widths[i]) : c.PadRight(widths[i])
                );
                text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>A cell as people read it.</summary>
    public static string Shown(Cell cell) => cell.Minor is { } minor ? Format.Amount(minor, cell.Scale) : cell.Text;

    private static string CsvCell(object? value, bool forSpreadsheets) =>
        value is string text && !forSpreadsheets ? Shared.Csv.Quoted(text) : Shared.Csv.Cell(Plain(value));

    private static string Plain(object? value) =>
        value switch
        {
            null => "",
            Amount a => Format.Plain(a.Minor, a.Scale),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static void WriteValue(Utf8JsonWriter json, string key, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(key);
                break;
            case long number:
                json.WriteNumber(key, number);
                break;
            default:
                json.WriteString(key, Plain(value));
                break;
        }
    }
}
