using System.Globalization;
using Dedal.Domain;
using Microsoft.AspNetCore.Http.Features;

namespace Dedal.Web.Shared;

/// <summary>
/// A form as a page shows it: the id its document will have, everything that was typed, and the first thing wrong with
/// it. Sent twice, it carries the same id, and the book changes once.
/// </summary>
public sealed class Form
{
    private readonly IReadOnlyDictionary<string, string> typed;

    private Form(Guid id, IReadOnlyDictionary<string, string> typed) => (Id, this.typed) = (id, typed);

    /// <summary>An empty form for a new document.</summary>
    public static Form New() => new(Guid.CreateVersion7(), new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>What a browser sent; null when it is no form, or one that no page of ours could have sent.</summary>
    public static async Task<Form?> Read(HttpContext context)
    {
        if (await Fields(context) is not { } form)
        {
            return null;
        }

        var typed = form.ToDictionary(p => p.Key, p => p.Value[^1] ?? "", StringComparer.Ordinal);
        return new(Guid.TryParse(typed.GetValueOrDefault("id"), out var id) ? id : Guid.Empty, typed);
    }

    /// <summary>The same as it came, a field perhaps more than once.</summary>
    public static async Task<IFormCollection?> Fields(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var options = new FormOptions
            {
                ValueCountLimit = 1200,
                ValueLengthLimit = 8192,
                KeyLengthLimit = 200,
            };
            return await new FormFeature(context.Request, options).ReadFormAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    public Guid Id { get; private set; }

    /// <summary>Fields in which something stands, in the order of their names.</summary>
    public IEnumerable<string> Names =>
        typed.Where(t => t.Value.Length > 0).Select(t => t.Key).Order(StringComparer.Ordinal);

    /// <summary>The first thing that is wrong.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>What was typed; empty when nothing was.</summary>
    public string this[string name] => typed.GetValueOrDefault(name, "");

    /// <summary>Whether the form has such a field, filled in or not.</summary>
    public bool Has(string name) => typed.ContainsKey(name);

    /// <summary>Whether a choice was made; before the first sending, whether it is the usual one.</summary>
    public bool Chosen(string name, string value, bool usual = false) =>
        typed.TryGetValue(name, out var chosen) ? chosen == value : usual;

    public void Refuse(Refusal refusal) => Refusal ??= refusal;

    /// <summary>The next sending is another document.</summary>
    public void TakeNewId() => Id = Guid.CreateVersion7();

    /// <summary>A typed amount in minor units; refuses what is missing or cannot be read.</summary>
    public long Amount(string name, int scale)
    {
        if (this[name].Trim().Length == 0)
        {
            Refuse(new("amount-missing", name));
            return 0;
        }

        if (Format.ParseAmount(this[name], scale) is not { } amount)
        {
            Refuse(new("amount-not-readable", name));
            return 0;
        }

        return amount;
    }

    /// <summary>The same, where nothing typed means none.</summary>
    public long AmountOrNothing(string name, int scale) => this[name].Trim().Length == 0 ? 0 : Amount(name, scale);

    /// <summary>A typed text, or null when there is none.</summary>
    public string? Text(string name) => this[name].Trim() is { Length: > 0 } text ? text : null;

    public Guid? IdIn(string name) => Guid.TryParse(this[name], out var id) ? id : null;

    /// <summary>A whole number; nothing typed is <paramref name="none"/>, anything else is refused.</summary>
    public int Whole(string name, int none)
    {
        var text = this[name].Trim();
        if (text.Length == 0)
        {
            return none;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Refuse(new("number-not-whole", name));
        return none;
    }

    /// <summary>The same; null when nothing was typed.</summary>
    public int? WholeOrNothing(string name) => this[name].Trim().Length == 0 ? null : Whole(name, 0);

    /// <summary>A quantity in thousandths of a unit, <c>2,5</c> as 2500; refuses what cannot be read.</summary>
    public long Quantity(string name)
    {
        if (Format.ParseAmount(this[name].Trim(), 3) is { } quantity)
        {
            return quantity;
        }

        Refuse(new("item-quantity-absurd", name));
        return 0;
    }

    /// <summary>Ids of the rows in which something was typed: fields named by a prefix and an id.</summary>
    public List<Guid> Rows(string prefix) =>
        [
            .. Names
                .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
                .Select(n => Guid.TryParse(n.AsSpan(prefix.Length), out var id) ? id : Guid.Empty)
                .Where(id => id != Guid.Empty),
        ];

    /// <summary>A day that must be there; refuses when it is not.</summary>
    public DateOnly DayNeeded(string name)
    {
        if (Day(name) is { } day)
        {
            return day;
        }

        Refuse(new("day-absurd", name, this[name]));
        return default;
    }

    /// <summary>The day given by hand; null means today.</summary>
    public DateOnly? Day() => Day("day", "occurredOn");

    /// <summary>A day in a field of its own; null when nothing stands there.</summary>
    /// <param name="field">What the refusal calls it; the name when left out.</param>
    public DateOnly? Day(string name, string? field = null)
    {
        if (this[name].Length == 0)
        {
            return null;
        }

        if (
            DateOnly.TryParseExact(
                this[name],
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
        {
            return day;
        }

        Refuse(new("day-absurd", field ?? name, this[name]));
        return null;
    }
}
