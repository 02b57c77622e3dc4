using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>
/// Keeps a passkey's challenge between the two requests of its ceremony: in the database, so that any server may
/// answer; used once, within five minutes. The browser holds only the name of its ceremony.
/// </summary>
public static class Ceremonies
{
    private const string Cookie = "dedal-ceremony";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public static async Task Begin(HttpContext context, Writer writer, string state)
    {
        var token = Tokens.New();
        await writer.Do(s =>
        {
            s.Sql.Execute("delete from ceremony where expires_at <= $1", s.NowMs);
            s.Sql.Execute(
                "insert into ceremony (token_hash, state, expires_at) values ($1, $2, $3)",
                Tokens.Hash(token),
                state,
                s.NowMs + (long)Life.TotalMilliseconds
            );
        });
        context.Response.Cookies.Append(Cookie, token, SessionCookie.Options(context, Life));
    }

    /// <summary>The state of the browser's ceremony, which ends with this; null when there is none.</summary>
    public static async Task<string?> End(HttpContext context, Writer writer)
    {
        if (context.Request.Cookies[Cookie] is not { } token)
        {
            return null;
        }

        context.Response.Cookies.Delete(Cookie, SessionCookie.Options(context, null));
        return await writer.Do(s =>
            s.Sql.First(
                "delete from ceremony where token_hash = $1 and expires_at > $2 returning state",
                r => r.GetString(0),
                Tokens.Hash(token),
                s.NowMs
            )
        );
    }
}
