using System.Reflection;
using System.Text.RegularExpressions;
using Dedal.Web.Books;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dedal.Web.Shared;

/// <summary>Answers with a page: a component rendered on the server, whole, with no script.</summary>
public static class Page
{
    /// <param name="parameters">The component's parameters by name, for example <c>new { Form = form }</c>.</param>
    /// <param name="status">Another than 200 where the page says no.</param>
    public static RazorComponentResult Of<T>(HttpContext context, object? parameters = null, int status = 200)
        where T : IComponent
    {
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<T>(parameters ?? new { })
        {
            PreventStreamingRendering = true,
            StatusCode = status,
        };
    }
}

/// <summary>What every page has at hand: who asks, in which language, about which organisation.</summary>
public abstract class PageComponent : ComponentBase
{
    [CascadingParameter]
    public HttpContext Context { get; set; } = null!;

    public Caller Caller => Caller.Of(Context);

    /// <summary>The texts in the caller's language.</summary>
    public Words W => Words.In(Caller.Language);

    /// <summary>The organisation the address names.</summary>
    public Organisation Org => Caller.Org ?? throw new InvalidOperationException("This page has no organisation.");

    /// <summary>Address of a page of the organisation, for example <c>At("hoy")</c>.</summary>
    public string At(string path) => $"/o/{Org.Id:D}/{path}";
}

/// <summary>The style sheets, stripped of what only readers need; they stand inside every page.</summary>
public static partial class Style
{
    /// <summary>For what comes over a phone's line before it keeps anything.</summary>
    public static readonly string Base = Load("style.css");

    /// <summary>For all other pages that the server renders.</summary>
    public static readonly string Sheet = Base + Load("pages.css");

    /// <summary>For the shell that an enrolled phone keeps.</summary>
    public static readonly string Phone = Base + Load("phone.css");

    /// <summary>What the workshop's screens on the phone add.</summary>
    public static readonly string Workshop = Load("workshop.css");

    private static string Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Dedal.Web.Shared." + name)!;
        using var reader = new StreamReader(stream);
        var text = Comment().Replace(reader.ReadToEnd(), "");
        return Space().Replace(Around().Replace(text, "${mark}"), " ").Replace(": ", ":").Trim();
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s*(?<mark>[{};,>])\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Around();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Space();
}
