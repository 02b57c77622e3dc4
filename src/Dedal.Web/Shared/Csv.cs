namespace Dedal.Web.Shared;

/// <summary>Cells of CSV (RFC 4180) that no spreadsheet mistakes for a formula.</summary>
public static class Csv
{
    /// <summary>
    /// Quotes where needed. A text that begins like a formula gets an apostrophe in front; a number stays a number.
    /// </summary>
    public static string Cell(string? text)
    {
        text ??= "";
        var isNumber = text.Length > 0 && text.All(c => char.IsAsciiDigit(c) || c is '.' or '-');
        if (!isNumber && text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
        {
            text = "'" + text;
        }

        return Quoted(text);
    }

    /// <summary>The text itself, quoted where needed: for programs that need names as they are.</summary>
    public static string Quoted(string text)
    {
        var escaped = text.Replace("\"", "\"\"", StringComparison.Ordinal);
        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{escaped}\"" : text;
    }
}
