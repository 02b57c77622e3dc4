using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Web.Books.Reports.Views;

namespace Dedal.Web.Books.Reports;

/// <summary>What the address of a statement says; the whole state of its page.</summary>
/// <param name="Wrong">Name of a value that cannot be read, if any.</param>
public sealed record ReportQuery(Asked Asked, IQueryCollection Values, string? Wrong)
{
    public string Format => Text("format") ?? "";

    public bool ByMonth => Text("by") == "month";

    /// <summary>A value of the address; null when it is absent or empty.</summary>
    public string? Text(string name) => Values[name].ToString() is { Length: > 0 } text ? text : null;

    public static ReportQuery Of(IQueryCollection values)
    {
        string? wrong = null;
        var asked = new Asked(Day("from"), Day("to"), Day("known"), Text("currency"), Text("trading") == "yes");
        wrong ??= asked.To < asked.From ? "to" : null;
        return new(asked, values, wrong);

        string? Text(string name) => values[name].ToString() is { Length: > 0 } text ? text : null;

        DateOnly? Day(string name)
        {
            if (Text(name) is not { } text)
            {
                return null;
            }

            var day = ParseDay(text);
            wrong ??= day is null ? name : null;
            return day;
        }
    }

    /// <summary>A day as addresses have it; null when it is none.</summary>
    public static DateOnly? ParseDay(string text)
    {
        const string Shape = "yyyy-MM-dd";
        var isDay = DateOnly.TryParseExact(text, Shape, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        return isDay && day.Year is >= 1000 and < 9999 ? day : null;
    }

    /// <summary>The register that the address asks for, or null when there is no such account.</summary>
    public RegisterAsked? Register(BookReading book)
    {
        var account = Text("account") is { } code ? book.FindAccount(code, Asked.Currency) : null;
        if (account is null && (Text("account") is not null || Text("subject") is null))
        {
            return null;
        }

        BoxKind? against = Text("against") switch
        {
            "cash" => BoxKind.Cash,
            "bank" => BoxKind.Bank,
            "qr" => BoxKind.QrPending,
            _ => null,
        };
        return new(
            account?.Number,
            Text("subject"),
            Asked.From,
            Asked.To,
            Asked.Known,
            Asked.Currency,
            against,
            Closes: Text("closes") != "no",
            OldestFirst: Text("order") == "oldest",
            After: RegisterView.ParsePosition(Text("after"))
        );
    }

    /// <summary>The same address with another value of one name.</summary>
    public string With(string name, string? value)
    {
        var parts = Values
            .Where(v => v.Key != name && v.Value.ToString().Length > 0)
            .Select(v => $"{Uri.EscapeDataString(v.Key)}={Uri.EscapeDataString(v.Value.ToString())}");
        return "?" + string.Join('&', value is null ? parts : parts.Append($"{name}={value}"));
    }
}
