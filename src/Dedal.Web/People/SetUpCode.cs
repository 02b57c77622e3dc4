using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.People;

/// <summary>
/// The one code that a server without persons prints at its start. Who reads it there runs the server, and becomes its
/// first person.
/// </summary>
public sealed partial class SetUpCode(Reads reads, Writer writer, ILogger<SetUpCode> log)
{
    /// <summary>Replaces the code; null when there is a person already.</summary>
    public async Task<string?> Make()
    {
        using (var sql = reads.OfServer())
        {
            if (Persons.AnyPerson(sql))
            {
                return null;
            }
        }

        var code = Tokens.NewCode(groups: 3);
        await writer.Do(s =>
        {
            s.Sql.Execute("delete from setup_code where used_at is null");
            s.Sql.Execute("insert into setup_code (code_hash, created_at) values ($1, $2)", Tokens.Hash(code), s.NowMs);
        });
        return code;
    }

    /// <summary>Uses the code up; false when it is not the one, or somebody was first.</summary>
    public static bool Use(WriteScope scope, string code) =>
        !Persons.AnyPerson(scope.Sql)
        && scope
            .Sql.Query(
                "update setup_code set used_at = $1 where code_hash = $2 and used_at is null returning code_hash",
                r => r.GetString(0),
                scope.NowMs,
                Tokens.Hash(Tokens.ReadCode(code))
            )
            .Count == 1;

    /// <summary>Prints a new code when nobody uses the server yet.</summary>
    public async Task Announce(TextWriter output)
    {
        try
        {
            if (await Make() is { } code)
            {
                await output.WriteLineAsync(
                    $"Nobody uses this server yet. Open /set-up there and enter the code {code}"
                );
            }
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException)
        {
            // A full or read-only disk: the server still lets people read.
            NotMade(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The set-up code could not be stored.")]
    private static partial void NotMade(ILogger log, Exception e);
}
