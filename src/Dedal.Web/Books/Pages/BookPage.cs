using System.Globalization;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Dedal.Web.Books.Pages;

/// <summary>A page of one organisation's book: it reads once, on one connection, before it is drawn.</summary>
public abstract class BookPage : PageComponent
{
    [Inject]
    public Reads Reads { get; set; } = null!;

    [Inject]
    public TimeProvider Clock { get; set; } = null!;

    /// <summary>What was typed and what is wrong with it; empty on the first visit.</summary>
    [Parameter]
    public Form Form { get; set; } = Form.New();

    /// <summary>The organisation's day.</summary>
    public DateOnly Today => Org.DayOf(Clock.GetUtcNow());

    /// <summary>What the page needs of the book.</summary>
    protected virtual void Load(Statements sql) { }

    protected override void OnInitialized()
    {
        using var sql = Reads.Of(Org);
        Load(sql);
    }

    /// <summary>The sentence of a refusal that is about one of these fields.</summary>
    protected string? Wrong(params ReadOnlySpan<string> fields) =>
        Form.Refusal is { Field: { } field } refusal && fields.Contains(field) ? Sentences.Of(refusal, W, Org) : null;

    /// <summary>An account's name in the caller's language.</summary>
    protected string NameOf(Account account) => account.Name ?? Charts.NameOf(Org.Chart, account.Code, Caller.Language);

    /// <summary>Number of the account that plays a role in this organisation's chart, or 0 when none does.</summary>
    protected int NumberOf(string role) =>
        Charts.Named(Org.Chart).CodeOf(role) is { } code
        && int.TryParse(code, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    /// <summary>An amount as a form field shows it.</summary>
    protected string Typed(Money money) => Format.Amount(money.Minor, Org.Scale);

    /// <summary>
    /// An amount that was asked for in the address, minor units; nothing typed is none. What cannot be read is refused
    /// at its field and is null: nothing must be worked out from it.
    /// </summary>
    protected long? Asked(string name)
    {
        if (Query(name).Trim().Length == 0)
        {
            return 0;
        }

        if (Format.ParseAmount(Query(name), Org.Scale) is not { } amount)
        {
            Form.Refuse(new("amount-not-readable", name));
            return null;
        }

        if (amount is < 0 or > Limits.Amount)
        {
            Form.Refuse(new("amount-not-positive", name));
            return null;
        }

        return amount;
    }

    /// <summary>The page of the address, when it is one of these.</summary>
    protected string Query(string name) => Context.Request.Query[name].ToString();

    /// <summary>
    /// A day that was asked for in the address; null when there is none, or one beyond all books, around which no
    /// other day can be worked out.
    /// </summary>
    protected DateOnly? DayIn(string name) =>
        DateOnly.TryParseExact(
            Query(name),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
        && day > Posting.EarliestDay
        && day.Year < DateOnly.MaxValue.Year
            ? day
            : null;
}
