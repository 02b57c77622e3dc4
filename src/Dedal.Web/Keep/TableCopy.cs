using System.Data.Common;
using Dedal.Web.Data;

namespace Dedal.Web.Keep;

/// <summary>
/// Copies every table from one engine to the other, row by row, without holding them. The SQLite side says which tables
/// there are and in which order; both sides have the same schema of this program.
/// </summary>
internal static class TableCopy
{
    private const int Page = 5000;

    /// <summary>Tables without the migrator's own, those that others refer to first.</summary>
    public static List<string> Tables(Statements sqlite)
    {
        var all = sqlite.Query(
            """
            select name from sqlite_master
            where type = 'table' and name not like 'sqlite_%' and name <> 'schema_file'
            """,
            r => r.GetString(0)
        );
        var needs = all.ToDictionary(
            t => t,
            t =>
                sqlite
                    .Query($"select \"table\" from pragma_foreign_key_list('{t}')", r => r.GetString(0))
                    .Where(n => n != t)
                    .ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        var sorted = new List<string>();
        while (sorted.Count < all.Count)
        {
            var next = all.Where(t => !sorted.Contains(t) && needs[t].All(sorted.Contains)).ToList();
            sorted.AddRange(next.Count > 0 ? next : throw new InvalidOperationException("Tables refer in a circle."));
        }

        return sorted;
    }

    public static void Run(Statements from, Statements to)
    {
        var sqlite = from.Kind == EngineKind.Sqlite ? from : to;
        foreach (var table in Tables(sqlite))
        {
            var columns = sqlite.Query($"select name from pragma_table_info('{table}')", r => r.GetString(0)).ToArray();
            var readers = to.Kind == EngineKind.Postgres ? PostgresTypes(to, table, columns) : null;
            var rows = Rows.For(to.Kind, table, columns);
            foreach (var row in from.Stream($"select {string.Join(", ", columns)} from {table}", r => Row(r, readers)))
            {
                foreach (var value in row)
                {
                    rows.Add(value);
                }

                if (rows.Count == Page)
                {
                    to.Insert(rows);
                }
            }

            to.Insert(rows);
        }
    }

    private static object?[] Row(DbDataReader r, Func<DbDataReader, int, object>[]? readers)
    {
        var row = new object?[r.FieldCount];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] =
                r.IsDBNull(i) ? null
                : readers is null ? r.GetValue(i)
                : readers[i](r, i);
        }

        return row;
    }

    /// <summary>SQLite keeps ids and days as text: how each column is read for PostgreSQL.</summary>
    private static Func<DbDataReader, int, object>[] PostgresTypes(Statements postgres, string table, string[] columns)
    {
        var types = postgres
            .Query(
                """
                select column_name, data_type from information_schema.columns
                where table_schema = current_schema() and table_name = $1
                """,
                r => (r.GetString(0), r.GetString(1)),
                table
            )
            .ToDictionary(c => c.Item1, c => c.Item2, StringComparer.Ordinal);
        return
        [
            .. columns.Select<string, Func<DbDataReader, int, object>>(c =>
                types[c] switch
                {
                    "uuid" => (r, i) => r.GetGuid(i),
                    "date" => (r, i) => r.GetFieldValue<DateOnly>(i),
                    "bigint" => (r, i) => r.GetInt64(i),
                    "integer" => (r, i) => r.GetInt32(i),
                    "text" => (r, i) => r.GetString(i),
                    "bytea" => (r, i) => r.GetFieldValue<byte[]>(i),
                    var other => throw new InvalidOperationException($"{table}.{c} is of type {other}."),
                }
            ),
        ];
    }
}
