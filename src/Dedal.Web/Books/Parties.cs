using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>Someone the organisation deals with, with her name while it is kept.</summary>
/// <param name="Balance">What is asked of the account: debits less credits.</param>
public sealed record PartyRow(Guid Id, string Role, string? Name, Money Balance);

/// <summary>Someone the organisation deals with, and what is kept about her outside the journal.</summary>
/// <param name="Into">Who she was merged into.</param>
public sealed record PartyCard(Guid Id, string Role, string? Name, string? Phone, bool Erased, Guid? Into);

/// <summary>Customers, suppliers, lenders: who they are and what is between us.</summary>
public static class Parties
{
    /// <summary>Stands where the name stood.</summary>
    public const string ErasedName = "persona borrada";

    /// <summary>Most that a list to choose from shows.</summary>
    private const int Most = 500;

    /// <summary>How many more there are than a list of them shows.</summary>
    public static int More(Statements sql, Guid org, string? role, int shown) =>
        shown < Most
            ? 0
            : (int)
                sql.First(
                    """
                    select count(*) from party p where p.org_id = $1 and ($2 = '' or p.role = $2)
                      and not exists (
                        select 1 from party_merged m where m.org_id = p.org_id and m.party_id = p.party_id)
                    """,
                    r => r.GetInt64(0),
                    org,
                    role ?? ""
                ) - shown;

    /// <summary>Parties with a role (null: any), by name, with their balance on an account.</summary>
    public static List<PartyRow> WithRole(Statements sql, Guid org, string? role, int account) =>
        sql.Query(
            $"""
            select p.party_id, p.role, d.name, coalesce(t.balance, 0) from party p
            left join party_detail d on d.org_id = p.org_id and d.party_id = p.party_id
            left join subject_total t on t.org_id = p.org_id and t.account = $2
              and t.subject = 'party:' || lower(cast(p.party_id as text))
            where p.org_id = $1 and ($3 = '' or p.role = $3 or coalesce(t.balance, 0) <> 0)
              and not exists (select 1 from party_merged m where m.org_id = p.org_id and m.party_id = p.party_id)
            order by lower(d.name), p.seq limit {Most}
            """,
            r => new PartyRow(r.GetGuid(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2), new(r.GetInt64(3))),
            org,
            account,
            role ?? ""
        );

    public static string? NameOf(Statements sql, Guid org, Guid party) =>
        sql.First(
            "select name from party_detail where org_id = $1 and party_id = $2",
            r => r.IsDBNull(0) ? null : r.GetString(0),
            org,
            party
        );

    /// <summary>Under whom somebody stands who was added twice; others are not in it.</summary>
    public static Dictionary<Guid, Guid> Joined(Statements sql, Guid org)
    {
        var joined = sql.Query(
                "select party_id, into_id from party_merged where org_id = $1",
                r => (From: r.GetGuid(0), Into: r.GetGuid(1)),
                org
            )
            .ToDictionary(m => m.From, m => m.Into);
        return joined.ToDictionary(m => m.Key, m => Last(m.Value));

        Guid Last(Guid party) => joined.TryGetValue(party, out var into) ? Last(into) : party;
    }

    /// <summary>A party with those who were joined to her: one person under several ids.</summary>
    public static List<Guid> Same(Statements sql, Guid org, Guid party) =>
        [party, .. Joined(sql, org).Where(m => m.Value == party).Select(m => m.Key)];

    /// <summary>One party as a page of her own shows her; null when she is not of this organisation.</summary>
    public static PartyCard? Card(Statements sql, Guid org, Guid party) =>
        sql.First(
            """
            select p.role, d.name, d.phone, d.erased_at, m.into_id from party p
            left join party_detail d on d.org_id = p.org_id and d.party_id = p.party_id
            left join party_merged m on m.org_id = p.org_id and m.party_id = p.party_id
            where p.org_id = $1 and p.party_id = $2
            """,
            r => new PartyCard(
                party,
                r.GetString(0),
                r.IsDBNull(1) ? null : r.GetString(1),
                r.IsDBNull(2) ? null : r.GetString(2),
                !r.IsDBNull(3),
                r.IsDBNull(4) ? null : r.GetGuid(4)
            ),
            org,
            party
        );

    /// <summary>What is open with a party, by account; the account says which way.</summary>
    public static List<(Account Account, Money Balance)> Open(Statements sql, Guid org, Guid party) =>
        sql.Query(
            """
            select a.account, a.code, a.currency, a.scale, a.kind, a.box, a.name, t.balance
            from subject_total t join account a on a.org_id = t.org_id and a.account = t.account
            where t.org_id = $1 and t.subject = $2 and t.balance <> 0 order by a.code
            """,
            r =>
                (
                    new Account(
                        r.GetInt32(0),
                        r.GetString(1),
                        r.GetString(2),
                        r.GetInt32(3),
                        (AccountKind)r.GetInt32(4),
                        (BoxKind)r.GetInt32(5),
                        r.IsDBNull(6) ? null : r.GetString(6)
                    ),
                    new Money(Math.Abs(r.GetInt64(7)))
                ),
            org,
            Subject.Party(party)
        );

    /// <summary>Name and telephone as they are now. What was erased is not filled again.</summary>
    public static void Change(Statements sql, Guid org, Guid party, string name, string? phone) =>
        sql.Execute(
            """
            insert into party_detail (org_id, party_id, name, phone) values ($1, $2, $3, $4)
            on conflict (org_id, party_id) do update set name = $3, phone = $4
            where party_detail.erased_at is null
            """,
            org,
            party,
            name,
            phone
        );

    /// <summary>Takes name and telephone away for good; the journal only knows her ids.</summary>
    public static void Erase(WriteScope scope, Guid org, Guid party)
    {
        foreach (var same in Same(scope.Sql, org, party))
        {
            Asides.Erase(scope.Sql, org, same);
            scope.Sql.Execute(
                """
                insert into party_detail (org_id, party_id, name, erased_at) values ($3, $4, $1, $2)
                on conflict (org_id, party_id) do update set name = $1, phone = null, erased_at = $2
                where party_detail.erased_at is null
                """,
                ErasedName,
                scope.NowMs,
                org,
                same
            );
        }
    }

    /// <summary>What is between a party and us on an account: debits less credits.</summary>
    public static Money Balance(Statements sql, Guid org, int account, Guid party) =>
        new(
            sql.First(
                "select balance from subject_total where org_id = $1 and account = $2 and subject = $3",
                r => r.GetInt64(0),
                org,
                account,
                Subject.Party(party)
            )
        );

    /// <summary>The same for somebody who is not in the book yet: what is held must not rename who is.</summary>
    public static void NameIfNone(Statements sql, Guid org, Guid party, string name) =>
        sql.Execute(
            """
            insert into party_detail (org_id, party_id, name) values ($1, $2, $3)
            on conflict (org_id, party_id) do nothing
            """,
            org,
            party,
            name
        );

    /// <summary>Takes away the name of somebody whose document was held and did not happen.</summary>
    public static void ForgetUnknown(Statements sql, Guid org, Guid party) =>
        sql.Execute(
            """
            delete from party_detail where org_id = $1 and party_id = $2 and erased_at is null
              and not exists (select 1 from party where org_id = $1 and party_id = $2)
            """,
            org,
            party
        );

    /// <summary>Keeps a name outside the journal, where it can be erased.</summary>
    public static void Name(Statements sql, Guid org, Guid party, string name) =>
        sql.Execute(
            """
            insert into party_detail (org_id, party_id, name) values ($1, $2, $3)
            on conflict (org_id, party_id) do update set name = excluded.name where party_detail.erased_at is null
            """,
            org,
            party,
            name
        );

    /// <summary>Writes a merge, or takes one back.</summary>
    /// <returns>Whether the decision was about one.</returns>
    internal static bool Merge(Statements sql, Guid org, long seq, Decision decision)
    {
        if (decision.Merged is { } merge)
        {
            sql.Execute(
                "insert into party_merged (org_id, party_id, into_id, seq) values ($1, $2, $3, $4)",
                org,
                merge.From,
                merge.Into,
                seq
            );
        }

        if (decision.Unmerged is { } apart)
        {
            sql.Execute("delete from party_merged where org_id = $1 and party_id = $2", org, apart);
        }

        return decision.Merged is not null || decision.Unmerged is not null;
    }
}
