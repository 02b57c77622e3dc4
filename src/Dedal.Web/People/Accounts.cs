using Dedal.Web.Data;

namespace Dedal.Web.People;

/// <summary>Creating persons; used by set-up, the demonstration and the tests alike.</summary>
public static class Accounts
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

    public static bool AnyPerson(Statements sql) => sql.First("select 1 from person limit 1", r => r.GetInt32(0)) == 1;
}
