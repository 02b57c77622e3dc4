using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>Someone the organisation deals with, with her name while it is kept.</summary>
/// <param name="Balance">What is asked of the account: debits less credits.</param>
public sealed record PartyRow(Guid Id, string Role, string? Name, Money Balance);

/// <summary>Customers, suppliers, lenders: who they are and what is between us.</summary>
public static class Parties
{
    /// <summary>Most that a list to choose from shows.</summary>
    private const int Most = 500;

    /// <summary>How many more there are than a list of them shows.</summary>
    public static int More(Statements sql, Guid org, string? role, int shown) =>
        shown < Most
            ? 0
            : (int)
                sql.First(
                    "select count(*) from party where org_id = $1 and ($2 = '' or role = $2)",
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

    /// <summary>Keeps a name outside the journal, where it can be erased.</summary>
    public static void Name(Statements sql, Guid org, Guid party, string name) =>
        sql.Execute(
            """
            insert into party_detail (org_id, party_id, name) values ($1, $2, $3)
            on conflict (org_id, party_id) do update set name = excluded.name
            """,
            org,
            party,
            name
        );
}
