using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>A derived row that is there but does not follow from the journal, or the other way round.</summary>
public sealed record Difference(string Table, string What, long Rows);

/// <summary>
/// Throws every derived table of the books away and makes it again from the journal, each document with the rule
/// version it was written with; or only says what would change.
/// </summary>
public static class Rebuild
{
    /// <summary>Derived tables, those that others refer to last.</summary>
    private static readonly string[] Derived =
    [
        "move",
        "stock",
        "about",
        "thing",
        "recorded_day",
        "line",
        "entry",
        "month_total",
        "subject_total",
        "cash_count",
        "closing",
        "item",
        "party_merged",
        "party",
        "fund",
        "commodity",
        "account",
    ];

    /// <param name="check">Compare and change nothing.</param>
    /// <returns>Differences found; empty when the tables follow from the journal.</returns>
    public static List<Difference> Run(Database database, RecordDocument record, TimeProvider clock, bool check)
    {
        using var sql = new Statements(database.OpenAsOwner(), database.Kind);
        sql.Begin();
        try
        {
            foreach (var table in Derived)
            {
                sql.Execute($"create temporary table before_{table} as select * from {table}");
            }

            Guards(sql, on: false);
            foreach (var table in Derived)
            {
                sql.Execute($"delete from {table}");
            }

            foreach (var org in Organisations.All(sql))
            {
                One(sql, record, org);
            }

            Guards(sql, on: true);
            var differences = Derived.SelectMany(t => Compare(sql, t)).ToList();
            if (check)
            {
                sql.Rollback();
            }
            else
            {
                foreach (var table in Derived)
                {
                    sql.Execute($"drop table before_{table}");
                }

                sql.Commit();
            }

            return differences;
        }
        catch
        {
            sql.Rollback();
            throw;
        }
    }

    private static void One(Statements sql, RecordDocument record, Organisation org)
    {
        Organisations.FoundBook(sql, org);
        var totals = new Totals(sql);
        var book = BookLoader.Load(sql, totals, org.Id, 0, Chain.Start);
        const int Page = 1000;
        for (long from = 1; ; from += Page)
        {
            var rows = sql.Query(
                $"select {JournalColumns.List} from journal where org_id = $1 and seq >= $2 and seq < $3 order by seq",
                r => (Seq: r.GetInt64(1), RuleVersion: r.GetInt32(5), Document: JournalColumns.ReadDocument(r)),
                org.Id,
                from,
                from + Page
            );
            foreach (var row in rows)
            {
                var outcome = Posting.Decide(record.Rule(row.Document.Kind, row.RuleVersion), row.Document, book);
                book.Derive(
                    row.Seq,
                    row.Document,
                    outcome.Decision
                        ?? throw new InvalidOperationException(
                            $"Document {row.Seq} of {org.Name} was accepted once and is refused now: {outcome.Refusal}."
                        )
                );
                book.Seq = row.Seq;
            }

            if (rows.Count == 0)
            {
                break;
            }
        }

        totals.Write();
        RecordedDays.Again(sql, org.Id, book.DayOf);
    }

    private static IEnumerable<Difference> Compare(Statements sql, string table)
    {
        foreach (
            var (what, query) in new[]
            {
                ("does not follow from the journal", $"select * from before_{table} except select * from {table}"),
                ("is missing", $"select * from {table} except select * from before_{table}"),
            }
        )
        {
            var rows = sql.First($"select count(*) from ({query}) as differing", Read.Sum);
            if (rows > 0)
            {
                yield return new(table, what, rows);
            }
        }
    }

    /// <summary>The append-only triggers, taken down and put up inside the same transaction.</summary>
    private static void Guards(Statements sql, bool on)
    {
        foreach (var table in new[] { "entry", "line" })
        {
            if (sql.Kind == EngineKind.Postgres)
            {
                sql.Execute($"alter table {table} {(on ? "enable" : "disable")} trigger {table}_no_change");
                continue;
            }

            foreach (var act in new[] { "update", "delete" })
            {
                var plural = table == "entry" ? "entries" : "lines";
                sql.Execute(
                    on
                        ? $"create trigger {table}_no_{act} before {act} on {table} "
                            + $"begin select raise(abort, '{plural} are append-only'); end"
                        : $"drop trigger {table}_no_{act}"
                );
            }
        }
    }
}
