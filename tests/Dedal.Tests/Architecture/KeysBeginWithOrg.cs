namespace Dedal.Tests.Architecture;

/// <summary>
/// Rule 4: primary, unique and foreign keys begin with org_id, so that no row can point into another organisation and a
/// database can be distributed by organisation. Exempt are the tables of <see cref="ServerWide"/> and keys to them.
/// </summary>
public static class KeysBeginWithOrg
{
    /// <summary>Tables that belong to the server and not to one organisation, each with its reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> ServerWide = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["org"] = "the organisations themselves",
        ["person"] = "a person may belong to several organisations",
        ["credential"] = "proves a person, before an organisation is chosen",
        ["session"] = "of a person, before an organisation is chosen",
        ["ceremony"] = "a passkey's challenge, before it is known whose",
        ["sign_in_failure"] = "tries to sign in, by account and address",
        ["setup_code"] = "makes the first person and organisation",
        ["enrolment_code"] = "names its organisation to a phone that knows none yet",
        ["invitation"] = "names its organisation to somebody who has not signed in yet",
        ["membership"] = "joins a person to an organisation; read before one is chosen",
        ["parameter"] = "legal figures, the same for all",
        ["rate"] = "exchange rates, the same for all",
        ["schema_file"] = "what the migrator has applied",
    };

    public static IEnumerable<Finding> Check(SourceTree tree)
    {
        var keys = Schema.Keys(tree).Where(k => !ServerWide.ContainsKey(k.Table)).ToList();
        foreach (var table in Schema.Tables(tree).Where(t => !ServerWide.ContainsKey(t.Name)))
        {
            if (!keys.Exists(k => k.Table == table.Name && k.Kind == "primary key"))
                yield return new(table.File, table.Line, $"give {table.Name} a primary key that begins with org_id");
        }
        foreach (var key in keys.Where(k => k.Columns[0] != "org_id"))
        {
            if (key.Target is null || !ServerWide.ContainsKey(key.Target))
                yield return new(
                    key.File,
                    key.Line,
                    $"begin the {key.Kind} ({string.Join(", ", key.Columns)}) of {key.Table} with org_id, or write the "
                        + $"table into {nameof(KeysBeginWithOrg)}.{nameof(ServerWide)} with the reason"
                );
        }
    }
}
