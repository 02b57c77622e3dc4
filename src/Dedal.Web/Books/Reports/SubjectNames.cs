using System.Text.Json;
using Dedal.Domain.Books;

namespace Dedal.Web.Books.Reports;

/// <summary>Names of what lines are about: people, members, an order's customer, things.</summary>
internal static class SubjectNames
{
    /// <summary>All names of the book by subject; what was erased has none.</summary>
    public static Dictionary<string, string> Of(BookReading book)
    {
        var parties = Read(
            book,
            "select party_id, name from party_detail where org_id = $1 and erased_at is null",
            Subject.Party
        );
        var names = new Dictionary<string, string>(parties, StringComparer.Ordinal);
        Add(
            names,
            Read(
                book,
                """
                select p.person_id, p.name from person p where p.erased_at is null and exists (
                  select 1 from membership m where m.org_id = $1 and m.person_id = p.person_id)
                """,
                Subject.Member
            )
        );
        Add(names, Read(book, "select item_id, name from item where org_id = $1", Subject.Item));
        foreach (var (subject, body) in Told(book))
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.TryGetProperty("party", out var party) && party.TryGetGuid(out var customer))
            {
                if (names.TryGetValue(Subject.Party(customer), out var name))
                {
                    names.TryAdd(subject, name);
                }
            }

            if (json.RootElement.TryGetProperty("name", out var called))
            {
                names[subject] = called.GetString() ?? "";
            }
        }

        return names;
    }

    /// <summary>Orders and machines: who, or what, their first document says.</summary>
    private static List<(string Subject, string Body)> Told(BookReading book) =>
        book.Sql.Query(
            """
            select a.subject, j.body from journal j join about a on a.org_id = j.org_id and a.seq = j.seq
            where j.org_id = $1 and j.kind in ('order-taken', 'equipment-got')
              and (a.subject like 'order:%' or a.subject like 'asset:%')
            """,
            r => (r.GetString(0), r.GetString(1)),
            book.Org.Id
        );

    private static Dictionary<string, string> Read(BookReading book, string query, Func<Guid, string> subject) =>
        book
            .Sql.Query(query, r => (subject(r.GetGuid(0)), r.GetString(1)), book.Org.Id)
            .ToDictionary(n => n.Item1, n => n.Item2, StringComparer.Ordinal);

    private static void Add(Dictionary<string, string> to, Dictionary<string, string> more)
    {
        foreach (var (subject, name) in more)
        {
            to[subject] = name;
        }
    }
}
