using System.Runtime.InteropServices;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>What a check of one organisation found.</summary>
/// <param name="Head">Hash of the last document, as printed on reports.</param>
/// <param name="Faults">What is wrong, in plain words; empty when all is well.</param>
public sealed record Verdict(string Org, long Documents, string Head, IReadOnlyList<string> Faults);

/// <summary>
/// Checks a book against itself: the hash chain over every document, the head, that nothing is missing in between, and
/// that the totals by month and by subject are the sums of the lines.
/// </summary>
public static class Verify
{
    /// <param name="knownHead">A head printed on an earlier report; it must be in the chain (finds a cut tail).</param>
    /// <param name="beside">
    /// Another connection, inside its own reading: totals are added up there while the chain is read here.
    /// </param>
    public static Verdict Run(Statements sql, Organisation org, string? knownHead = null, Statements? beside = null)
    {
        var head = Head(sql, org.Id);

        // Whatever is written to a book moves its head: connections that see the same head see the same book.
        var (there, ended) = beside is null ? default : Head(beside, org.Id);
        var adding =
            beside is not null && there == head.Seq && (ended ?? []).AsSpan().SequenceEqual(head.Hash)
                ? Task.Run(() => WrongTotals(beside, org.Id))
                : null;
        var chain = new ChainWalk(org, knownHead);
        try
        {
            chain.Read(sql);
        }
        finally
        {
            // The connection beside is the caller's to close.
            _ = Task.WhenAny(adding ?? Task.CompletedTask).GetAwaiter().GetResult();
        }

        var totals = adding is null ? WrongTotals(sql, org.Id) : adding.GetAwaiter().GetResult();
        List<string> faults = [.. chain.Faults()];
        if (head.Hash is null || head.Seq != chain.Documents || !chain.Hash.AsSpan().SequenceEqual(head.Hash))
        {
            faults.Add($"the chain ends at document {chain.Documents}, the head says {head.Seq}");
        }

        if (knownHead is not null && !chain.KnownHeadSeen)
        {
            faults.Add($"the head {knownHead} of an earlier report is not in the chain");
        }

        return new(org.Name, chain.Documents, Convert.ToHexStringLower(chain.Hash), [.. faults, .. totals]);
    }

    private static (long Seq, byte[]? Hash) Head(Statements sql, Guid org) =>
        sql.First("select seq, hash from head where org_id = $1", r => (r.GetInt64(0), (byte[]?)r.GetValue(1)), org);

    /// <summary>Adds up every line once and compares with the totals that are kept.</summary>
    private static IEnumerable<string> WrongTotals(Statements sql, Guid org)
    {
        var months = new Dictionary<(int Account, string Fund, int Period), (long Debit, long Credit)>();
        var subjects = new Dictionary<(int Account, string Subject), long>();
        var lines = sql.Stream(
            """
            select l.debit, l.credit, l.amount, l.fund, l.debit_subject, l.credit_subject, e.period
            from line l join entry e on e.org_id = l.org_id and e.seq = l.seq where l.org_id = $1
            """,
            r =>
                (
                    Line: new Line(
                        r.GetInt32(0),
                        r.GetInt32(1),
                        new(r.GetInt64(2)),
                        r.GetString(3),
                        r.IsDBNull(4) ? null : r.GetString(4),
                        r.IsDBNull(5) ? null : r.GetString(5)
                    ),
                    Period: r.GetInt32(6)
                ),
            org
        );
        foreach (var (line, period) in lines)
        {
            Month(line.Debit, line, period).Debit += line.Amount.Minor;
            Month(line.Credit, line, period).Credit += line.Amount.Minor;
            Add(line.Debit, line.DebitSubject, line.Amount.Minor);
            Add(line.Credit, line.CreditSubject, -line.Amount.Minor);
        }

        var wrongMonths = Differing(
            months,
            sql.Query(
                "select account, fund, period, debit, credit from month_total where org_id = $1",
                r =>
                    KeyValuePair.Create((r.GetInt32(0), r.GetString(1), r.GetInt32(2)), (r.GetInt64(3), r.GetInt64(4))),
                org
            )
        );
        var wrongSubjects = Differing(
            subjects,
            sql.Query(
                "select account, subject, balance from subject_total where org_id = $1",
                r => KeyValuePair.Create((r.GetInt32(0), r.GetString(1)), r.GetInt64(2)),
                org
            )
        );
        return new[] { (wrongMonths, "month"), (wrongSubjects, "subject") }
            .Where(wrong => wrong.Item1 > 0)
            .Select(wrong => $"{wrong.Item1} {wrong.Item2} totals are not the sums of their lines");

        ref (long Debit, long Credit) Month(int account, Line line, int period) =>
            ref CollectionsMarshal.GetValueRefOrAddDefault(months, (account, line.Fund, period), out _);

        void Add(int account, string? subject, long amount)
        {
            if (subject is not null)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(subjects, (account, subject), out _) += amount;
            }
        }
    }

    /// <summary>How many sums stand on one side only, or differ.</summary>
    private static int Differing<TKey, TSum>(Dictionary<TKey, TSum> sums, List<KeyValuePair<TKey, TSum>> kept)
        where TKey : notnull
        where TSum : struct, IEquatable<TSum>
    {
        var wrong = 0;
        foreach (var (key, sum) in kept)
        {
            wrong += sums.Remove(key, out var right) && right.Equals(sum) ? 0 : 1;
        }

        return wrong + sums.Count;
    }
}
