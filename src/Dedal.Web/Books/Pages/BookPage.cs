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

    /// <summary>The organisation's day.</summary>
    public DateOnly Today => Org.DayOf(Clock.GetUtcNow());

    /// <summary>What the page needs of the book.</summary>
    protected virtual void Load(Statements sql) { }

    protected override void OnInitialized()
    {
        using var sql = Reads.Of(Org);
        Load(sql);
    }

    /// <summary>An account's name in the caller's language.</summary>
    protected string NameOf(Dedal.Domain.Books.Account account) =>
        account.Name ?? Charts.NameOf(Org.Chart, account.Code, Caller.Language);
}
