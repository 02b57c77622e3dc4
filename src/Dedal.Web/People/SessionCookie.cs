namespace Dedal.Web.People;

/// <summary>The cookie that carries a session's token, and the one that remembers a language.</summary>
public static class SessionCookie
{
    private const string Language = "dedal-language";

    /// <summary>With HTTPS the name itself makes browsers insist on Secure and on this host alone.</summary>
    public static string Name(HttpContext context) => context.Request.IsHttps ? "__Host-dedal" : "dedal";

    public static string? Read(HttpContext context) =>
        context.Request.Cookies.TryGetValue(Name(context), out var token) && token.Length is > 0 and <= 100
            ? token
            : null;

    public static void Write(HttpContext context, string token) =>
        context.Response.Cookies.Append(Name(context), token, Options(context, Sessions.Absolute));

    public static void Remove(HttpContext context) =>
        context.Response.Cookies.Delete(Name(context), Options(context, null));

    public static string? ReadLanguage(HttpContext context) => context.Request.Cookies[Language];

    public static void WriteLanguage(HttpContext context, string language) =>
        context.Response.Cookies.Append(Language, language, Options(context, TimeSpan.FromDays(365)));

    internal static CookieOptions Options(HttpContext context, TimeSpan? maxAge) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = "/",
            MaxAge = maxAge,
            IsEssential = true,
        };
}
