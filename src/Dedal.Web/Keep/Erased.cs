using System.Data.Common;
using Dedal.Web.Data;

namespace Dedal.Web.Keep;

/// <summary>
/// Whom the data that a restore replaces no longer names. A backup from before still does; it must not bring back what
/// somebody asked to be forgotten.
/// </summary>
internal sealed class Erased
{
    private List<object?[]> persons = [];
    private List<object?[]> parties = [];
    private List<object?[]> devices = [];
    private List<object?[]> questions = [];

    public int Count => persons.Count + parties.Count + questions.Count;

    /// <summary>Reads what is there; null when nothing is, or when it cannot be read.</summary>
    public static Erased? In(AppOptions options, Database database)
    {
        if (database.Kind == EngineKind.Sqlite && !File.Exists(options.DatabaseFile))
        {
            return null;
        }

        try
        {
            using var sql = new Statements(database.OpenAsOwner(), database.Kind);
            return sql.First("select count(*) from person", r => r.GetInt64(0)) > 0 ? Read(sql) : null;
        }
        catch (DbException)
        {
            return null;
        }
    }

    /// <summary>Writes the rows of a restored copy as they are now in what it replaces.</summary>
    public void ApplyTo(Statements sql)
    {
        foreach (var person in persons)
        {
            sql.Execute(
                "update person set login = $2, name = $3, erased_at = $4, picture = null where person_id = $1",
                person
            );
            sql.Execute("delete from credential where person_id = $1", person[0]);
            sql.Execute("delete from pin where person_id = $1", person[0]);
            sql.Execute(
                """
                update answer set voice = null, voice_type = null, erased_at = $2
                where answered_by = $1 and voice is not null
                """,
                person[0],
                person[3]
            );
        }

        // A phone that was taken out stays out.
        foreach (var device in devices)
        {
            sql.Execute("update device set revoked_at = $3 where org_id = $1 and device_id = $2", device);
        }

        foreach (var party in parties)
        {
            sql.Execute(
                "update party_detail set name = $3, phone = $4, erased_at = $5 where org_id = $1 and party_id = $2",
                party
            );
            sql.Execute("delete from aside where org_id = $1 and party_id = $2", party[0], party[1]);
        }

        foreach (var question in questions)
        {
            sql.Execute(
                """
                update answer set choice = null, text = null, voice = null, voice_type = null, erased_at = $3
                where org_id = $1 and question_id = $2 and erased_at is null
                """,
                question
            );
            sql.Execute(
                """
                update question set subject = null, text = null, choices = null, erased_at = $3
                where org_id = $1 and question_id = $2 and erased_at is null
                """,
                question
            );
        }
    }

    private static Erased Read(Statements sql) =>
        new()
        {
            persons = sql.Query(
                "select person_id, login, name, erased_at from person where erased_at is not null",
                r => new object?[] { r.GetGuid(0), Text(r, 1), r.GetString(2), r.GetInt64(3) }
            ),
            parties = sql.Query(
                "select org_id, party_id, name, phone, erased_at from party_detail where erased_at is not null",
                r => new object?[] { r.GetGuid(0), r.GetGuid(1), r.GetString(2), Text(r, 3), r.GetInt64(4) }
            ),
            devices = sql.Query(
                "select org_id, device_id, revoked_at from device where revoked_at is not null",
                r => new object?[] { r.GetGuid(0), r.GetGuid(1), r.GetInt64(2) }
            ),
            questions = sql.Query(
                "select org_id, question_id, erased_at from question where erased_at is not null",
                r => new object?[] { r.GetGuid(0), r.GetGuid(1), r.GetInt64(2) }
            ),
        };

    private static string? Text(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
