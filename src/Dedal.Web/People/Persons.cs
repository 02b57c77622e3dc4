using Dedal.Web.Data;
using Dedal.Web.Questions;

namespace Dedal.Web.People;

/// <summary>Creating persons; used by set-up, the demonstration and the tests alike.</summary>
public static class Persons
{
    /// <summary>Stands where the name stood.</summary>
    public const string ErasedName = "persona borrada";

    /// <summary>Writes a person. Without a login she cannot sign in by password.</summary>
    public static void Create(WriteScope scope, Guid id, string name, string language, string? login = null) =>
        scope.Sql.Execute(
            "insert into person (person_id, login, name, language, created_at) values ($1, $2, $3, $4, $5)",
            id,
            login is null ? null : NormalLogin(login),
            name,
            language,
            scope.NowMs
        );

    /// <summary>Logins differ neither by case nor by blanks around them.</summary>
    public static string NormalLogin(string login) => login.Trim().ToLowerInvariant();

    /// <summary>Something that can be typed on any keyboard and read in a list.</summary>
    public static bool IsLogin(string login) =>
        login.Trim() is { Length: >= 3 and <= 80 } plain
        && plain.All(c => char.IsLetterOrDigit(c) || "._-@+".Contains(c));

    public static void SetPicture(WriteScope scope, Guid person, string picture) =>
        scope.Sql.Execute("update person set picture = $1 where person_id = $2", picture, person);

    public static bool Exists(Statements sql, Guid person) =>
        sql.First("select 1 from person where person_id = $1", r => r.GetInt32(0), person) == 1;

    /// <summary>
    /// Takes away what names a person and lets her in; what she recorded stays, under an id that says nothing.
    /// </summary>
    /// <param name="last">Day on which every role she still had ended.</param>
    public static void Erase(WriteScope scope, Guid person, DateOnly last)
    {
        scope.Sql.Execute(
            """
            update person set name = $1, login = null, picture = null, erased_at = $2
            where person_id = $3 and erased_at is null
            """,
            ErasedName,
            scope.NowMs,
            person
        );
        scope.Sql.Execute("delete from credential where person_id = $1", person);
        scope.Sql.Execute("delete from pin where person_id = $1", person);
        scope.Sql.Execute("delete from pin_failure where person_id = $1", person);
        scope.Sql.Execute("delete from invitation where person_id = $1", person);
        scope.Sql.Execute("update session set revoked_at = $1, agent = '' where person_id = $2", scope.NowMs, person);
        scope.Sql.Execute(
            "update membership set to_day = $1 where person_id = $2 and (to_day is null or to_day > $1)",
            last,
            person
        );
        VoiceNotes.Erase(scope, person);
    }

    /// <summary>Names of persons, whichever of them are there.</summary>
    public static Dictionary<Guid, string> Names(Statements sql, IEnumerable<Guid> persons)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var person in persons.Distinct())
        {
            if (sql.First("select name from person where person_id = $1", r => r.GetString(0), person) is { } name)
            {
                names[person] = name;
            }
        }

        return names;
    }

    public static bool AnyPerson(Statements sql) => sql.First("select 1 from person limit 1", r => r.GetInt32(0)) == 1;
}
