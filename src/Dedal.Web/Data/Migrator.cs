using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Dedal.Web.Data;

/// <summary>A schema file that this program carries: number, name and text for one engine.</summary>
public sealed record SchemaFile(string Name, string Sql)
{
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
}

/// <summary>
/// Brings a database up to this program's schema: numbered SQL files, one text for both engines, all new ones in one
/// transaction. Names and fingerprints of what ran are kept; a file that changed after it ran is refused.
/// (Why not EF migrations: docs/DECISIONS.md.)
/// </summary>
public sealed class Migrator(Database database, IReadOnlyList<SchemaFile>? files = null)
{
    private static readonly (string Token, string Sqlite, string Postgres)[] Spelling =
    [
        ("$uuid", "text", "uuid"),
        ("$bytes", "blob", "bytea"),
        ("$day", "text", "date"),
        ("$instant", "integer", "bigint"),
        ("$long", "integer", "bigint"),
        ("$strict", "strict", ""),
        ("$norowid", ", without rowid", ""),
    ];

    /// <summary>Schema files of this program, spelled for an engine, in order.</summary>
    public static IReadOnlyList<SchemaFile> Carried(EngineKind kind)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var engine = kind == EngineKind.Sqlite ? ".sqlite" : ".postgres";
        var other = kind == EngineKind.Sqlite ? ".postgres" : ".sqlite";
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(n =>
                    n.EndsWith(".sql", StringComparison.Ordinal) && !n.Contains(other, StringComparison.Ordinal)
                )
                .Select(n => (Resource: n, Name: n.Split(".Schema.")[^1][..^4]))
                .OrderBy(f => f.Name.Replace(engine, "", StringComparison.Ordinal), StringComparer.Ordinal)
                .ThenBy(f => f.Name.Length)
                .Select(f => new SchemaFile(f.Name, Spell(Read(assembly, f.Resource), kind))),
        ];
    }

    /// <summary>Applies what is missing. Safe to run at every start and by several servers at once.</summary>
    public void Run()
    {
        using var sql = new Statements(database.OpenAsOwner(), database.Kind);
        sql.Begin();
        if (database.Kind == EngineKind.Postgres)
        {
            sql.Query("select pg_advisory_xact_lock(4090)", _ => 0);
        }

        try
        {
            sql.Execute(
                "create table if not exists schema_file (name text not null primary key, fingerprint text not null)"
            );
            var known = sql.Query("select name, fingerprint from schema_file", r => (r.GetString(0), r.GetString(1)))
                .ToDictionary(r => r.Item1, r => r.Item2, StringComparer.Ordinal);
            foreach (var file in files ?? Carried(database.Kind))
            {
                if (known.TryGetValue(file.Name, out var fingerprint))
                {
                    if (fingerprint != file.Fingerprint)
                    {
                        throw new InvalidOperationException(
                            $"Schema file {file.Name} was changed after it ran on this database."
                        );
                    }

                    continue;
                }

                foreach (var statement in Split(file.Sql))
                {
                    sql.Execute(statement);
                }

                sql.Execute("insert into schema_file (name, fingerprint) values ($1, $2)", file.Name, file.Fingerprint);
            }

            sql.Commit();
        }
        catch
        {
            sql.Rollback();
            throw;
        }
    }

    private static string Spell(string text, EngineKind kind)
    {
        foreach (var (token, sqlite, postgres) in Spelling)
        {
            text = text.Replace(
                kind == EngineKind.Sqlite && token == "$norowid" ? " $norowid" : token,
                kind == EngineKind.Sqlite ? sqlite : postgres,
                StringComparison.Ordinal
            );
        }

        return text;
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    /// <summary>
    /// Statements end with a semicolon at the end of a line; a body between $…$ marks or begin…end is one.
    /// </summary>
    private static IEnumerable<string> Split(string text)
    {
        var statement = new StringBuilder();
        var quoted = false;
        foreach (var line in text.Split('\n'))
        {
            if (statement.Length == 0 && (line.Length == 0 || line.StartsWith("--", StringComparison.Ordinal)))
            {
                continue;
            }

            statement.Append(line).Append('\n');
            var marks = line.Split("$do$").Length + line.Split("$body$").Length;
            quoted ^= marks % 2 == 1;
            if (!quoted && line.TrimEnd().EndsWith(';'))
            {
                yield return statement.ToString();
                statement.Clear();
            }
        }
    }
}
