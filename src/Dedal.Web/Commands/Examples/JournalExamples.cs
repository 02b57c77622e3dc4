using System.Text.Json.Nodes;
using Dedal.Domain.Books;
using Dedal.Web.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Commands.Examples;

/// <summary>
/// Imports journals through the real import into books that are thrown away, and reads their balances back.
/// </summary>
public static class JournalExamples
{
    /// <summary>
    /// Every NAME.journal of the folder and the folders in it; those in a folder called reject must be refused.
    /// </summary>
    public static async IAsyncEnumerable<ExampleCase> Run(DirectoryInfo folder)
    {
        var temporary = Directory.CreateTempSubdirectory("dedal-examples-").FullName;
        try
        {
            await using var database = Database.Sqlite(Path.Combine(temporary, "dedal.db"));
            new Migrator(database).Run();
            await using var writer = new Writer(database, TimeProvider.System);
            var record = new RecordDocument(App.Modules.SelectMany(m => m.Kinds));
            foreach (
                var file in folder
                    .EnumerateFiles("*.journal", SearchOption.AllDirectories)
                    .OrderBy(f => f.FullName, StringComparer.Ordinal)
            )
            {
                yield return await One(database, writer, record, file);
            }
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private static async Task<ExampleCase> One(Database database, Writer writer, RecordDocument record, FileInfo file)
    {
        var id = Path.GetFileNameWithoutExtension(file.Name);
        var result = await ImportJournal.Run(
            writer,
            record,
            file.FullName,
            (scope, survey) => ImportCommand.FindOrCreate(scope, file.FullName, survey),
            new()
        );
        var got = result.Refusal is { } refusal
            ? new JsonObject { ["refused"] = refusal.ToString() }
            : (JsonNode)Balances(database, file.FullName);
        if (file.Directory!.Name == "reject")
        {
            var verdict = result.Refusal is null ? ExampleResult.Fail : ExampleResult.Pass;
            return new(id, verdict, new JsonObject { ["refused"] = true }, got);
        }

        var expected = Path.Combine(file.DirectoryName!, id + ".balances.tsv");
        return ExampleCase.Compare(id, File.Exists(expected) ? Table(expected) : null, got);
    }

    /// <summary>account, commodity, amount of a table, sorted as ours are.</summary>
    private static JsonArray Table(string file) =>
        Rows(File.ReadLines(file).Skip(1).Where(l => l.Length > 0).Select(l => l.Split('\t')));

    private static JsonArray Balances(Database database, string name)
    {
        using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
        var org = Organisations.ByName(sql, name)!;
        return Rows(
            sql.Query(
                """
                select a.code, a.currency, a.scale, sum(t.debit - t.credit) from month_total t
                join account a on a.org_id = t.org_id and a.account = t.account
                where t.org_id = $1 and a.kind <> $2
                group by a.code, a.currency, a.scale having sum(t.debit - t.credit) <> 0
                """,
                r => new[] { r.GetString(0), r.GetString(1), ExportJournal.Decimals(r.GetInt64(3), r.GetInt32(2)) },
                org.Id,
                (int)AccountKind.Trading
            )
        );
    }

    private static JsonArray Rows(IEnumerable<string[]> rows) =>
        [
            .. rows.OrderBy(r => r[0], StringComparer.Ordinal)
                .ThenBy(r => r[1], StringComparer.Ordinal)
                .Select(r => (JsonNode)new JsonArray(r[0], r[1], r[2])),
        ];
}
