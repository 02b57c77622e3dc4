using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>Creating persons; used by set-up, the demonstration and the tests alike.</summary>
public static class Persons
{
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
