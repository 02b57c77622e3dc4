using System.Globalization;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Web.Books.Reports;
using Dedal.Web.Data;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>
/// What a phone keeps of a book: boxes, debts, what is sold and bought, the last pages of the notebook and how things
/// go. Passbooks and pay are never in it.
/// </summary>
internal sealed class BookSnapshot(Utf8JsonWriter json, SnapshotOf of, BookReading book)
{
    /// <summary>Rows of the notebook that a phone keeps.</summary>
    private const int Rows = 40;

    private const int MostParties = 400;

    private const int RecentSales = 200;
    private const long Day = 86_400_000;

    private static readonly JsonSerializerOptions EffectJson = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Statements sql = book.Sql;
    private readonly Organisation org = of.Org;
    private readonly Words w = of.W;
    private readonly Chart chart = Charts.Named(of.Org.Chart);
    private readonly IReadOnlyDictionary<int, Account> accounts = book.Accounts;

    /// <summary>From one reading: balances, rows and the documents that are counted in belong to one moment.</summary>
    public static void Write(Utf8JsonWriter json, SnapshotOf of)
    {
        using var book = new BookReading(of.Reads.Of(of.Org), of.Org);
        new BookSnapshot(json, of, book).All();
    }

    private void All()
    {
        Codes();
        BoxesAndToday();
        ItemsOffered();
        PartiesAndDebts();
        Spending();
        PiecesInUse();
        Asides.WriteSnapshot(json, sql, org.Id);
        Notes();
        Included();
        HowGoes();
    }

    /// <summary>Which account plays the roles that effects name.</summary>
    private void Codes()
    {
        json.WriteStartObject("codes");
        foreach (var role in new[] { Role.CashBox, Role.Bank, Role.RiderBox })
        {
            json.WriteString(role, chart.CodeOf(role));
        }

        json.WriteEndObject();
        json.WriteStartObject("effects");
        foreach (var kind in KnownKinds.All.Concat(WorkshopKinds.All).Where(k => k.Effects.Count > 0))
        {
            json.WritePropertyName(kind.Name);
            JsonSerializer.Serialize(json, kind.Effects, EffectJson);
        }

        json.WriteEndObject();
        json.WriteNumber("coin", org.Currency == "BOB" ? 10 : 1);
        json.WriteBoolean("house", chart.CodeOf(Role.House) is not null);
    }

    private void BoxesAndToday()
    {
        json.WriteStartArray("boxes");
        var boxes = Boxes.All(sql, org.Id).Where(b => b.Account.Currency == org.Currency).ToList();
        foreach (var (account, balance) in boxes)
        {
            json.WriteStartObject();
            json.WriteString("code", account.Code);
            json.WriteString("kind", Kind(account.Box));
            json.WriteString("name", account.Name ?? Charts.NameOf(org.Chart, account.Code, w.Language));
            json.WriteNumber("balance", balance.Minor);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        var main = boxes.Find(b => b.Account.Box == BoxKind.Cash);
        var (came, left) = main is null ? default : Boxes.OfDay(sql, org.Id, of.Today, main.Account.Number);
        json.WriteStartObject("today");
        json.WriteString("day", of.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteNumber("in", came.Minor);
        json.WriteNumber("out", left.Minor);
        json.WriteEndObject();
    }

    private static string Kind(BoxKind box) =>
        box switch
        {
            BoxKind.Cash => "cash",
            BoxKind.Bank => "bank",
            _ => "qr",
        };

    private void ItemsOffered()
    {
        json.WriteStartArray("items");
        var sold = Sold();
        var offered = Items.Offered(sql, org.Id).Where(i => i.Sort != ItemSort.Material);
        foreach (var item in offered.OrderByDescending(i => sold.GetValueOrDefault(i.Item)))
        {
            json.WriteStartObject();
            json.WriteString("id", item.Item);
            json.WriteString("name", item.Name);
            json.WriteString("icon", item.Icon);
            if (item.Price is { } price)
            {
                json.WriteNumber("price", price);
            }

            json.WriteNumber("quantity", item.Quantity);
            json.WriteString("sort", item.Sort);
            if (item.Stocked)
            {
                json.WriteBoolean("stocked", true);
            }

            if (item.Minutes is { } minutes)
            {
                json.WriteNumber("minutes", minutes);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>How often each item was sold lately; what was sold at about this hour counts three times.</summary>
    private Dictionary<Guid, int> Sold()
    {
        var counts = new Dictionary<Guid, int>();
        var sales = sql.Query(
            $"""
            select body, captured_at + clock_offset from journal
            where org_id = $1 and kind = 'sale' order by seq desc limit {RecentSales}
            """,
            r => (Body: r.GetString(0), At: r.GetInt64(1)),
            org.Id
        );
        foreach (var (body, at) in sales)
        {
            var apart = Math.Abs(of.Now.ToUnixTimeMilliseconds() - at) % Day;
            var weight = Math.Min(apart, Day - apart) <= 2 * Day / 24 ? 3 : 1;
            foreach (var item in JsonSerializer.Deserialize(body, BodyJson.Default.SaleBody)?.Items ?? [])
            {
                counts[item.Item] = counts.GetValueOrDefault(item.Item) + weight;
            }
        }

        return counts;
    }

    /// <summary>
    /// Those one has dealt with last first. Who asked to be forgotten is there only while something is owed.
    /// </summary>
    private void PartiesAndDebts()
    {
        json.WriteStartArray("parties");
        var rows = sql.Query(
            $"""
            select p.party_id, p.role, d.name,
              coalesce(sum(case when t.account in ($2, $3) then t.balance else 0 end), 0),
              coalesce(sum(case when t.account = $4 then -t.balance else 0 end), 0)
            from party p left join party_detail d on d.org_id = p.org_id and d.party_id = p.party_id
            left join subject_total t
              on t.org_id = p.org_id and t.subject = 'party:' || lower(cast(p.party_id as text))
            where p.org_id = $1
              and not exists (select 1 from party_merged m where m.org_id = p.org_id and m.party_id = p.party_id)
            group by p.party_id, p.role, d.name, d.erased_at, p.seq
            having d.erased_at is null
              or sum(case when t.account in ($2, $3, $4) then abs(t.balance) else 0 end) <> 0
            order by p.seq desc limit {MostParties}
            """,
            r =>
                (
                    Id: r.GetGuid(0),
                    Role: r.GetString(1),
                    Name: r.IsDBNull(2) ? null : r.GetString(2),
                    Debt: Read.Sum(r, 3),
                    Owed: Read.Sum(r, 4)
                ),
            org.Id,
            Number(Role.Receivable),
            Number(Role.Deposits),
            Number(Role.Payable)
        );
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteString("role", row.Role);
            json.WriteString("name", row.Name ?? w["told.someone"]);
            json.WriteNumber("debt", row.Debt);
            json.WriteNumber("owed", row.Owed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Spending()
    {
        json.WriteStartArray("spend");
        foreach (var goods in new[] { true, false })
        {
            foreach (var account in Spendable.Accounts(sql, org, goods))
            {
                json.WriteStartObject();
                json.WriteString("code", account.Code);
                json.WriteString("kind", goods ? "purchase" : "expense");
                json.WriteString("icon", AccountIcons.Of(org.Chart, account.Code));
                json.WriteString(
                    "name",
                    AccountIcons.Word(org.Chart, account.Code, w)
                        ?? account.Name
                        ?? Charts.NameOf(org.Chart, account.Code, w.Language)
                );
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private void PiecesInUse()
    {
        json.WriteStartArray("pieces");
        foreach (var piece in Pieces.Of(org.Currency))
        {
            json.WriteStartArray();
            json.WriteNumberValue(piece.Minor);
            json.WriteStringValue(piece.Colour);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private void Notes()
    {
        var teller = new Teller(sql, org, w);
        json.WriteStartArray("rows");
        foreach (var row in Notebook.Before(sql, org.Id, long.MaxValue, Rows))
        {
            Note(row, teller);
        }

        json.WriteEndArray();
        json.WriteStartArray("qr");
        foreach (var row in Number(Role.QrPending) is > 0 and var qr ? Notebook.QrWaiting(sql, org.Id, qr) : [])
        {
            Note(row, teller);
        }

        json.WriteEndArray();
        QrToGiveBack.WriteSnapshot(json, sql, org, teller, w);
    }

    private void Note(NotebookRow row, Teller teller)
    {
        var told = teller.Tell(row);
        json.WriteStartObject();
        json.WriteString("id", row.Document.Id);
        json.WriteNumber("seq", row.Seq);
        json.WriteString("day", row.Document.OccurredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("kind", row.Document.Kind);
        json.WriteString("icon", told.Icon);
        json.WriteString("what", told.What);
        json.WriteString("detail", told.Detail);
        if (told.Amount is { } amount)
        {
            json.WriteNumber("amount", amount.Minor);
        }

        json.WriteNumber(
            "way",
            told.Way == Way.In ? 1
                : told.Way == Way.Out ? -1
                : 0
        );
        if (row.ReversedBy is not null || UndoDocument.Never(row.Document.Kind))
        {
            json.WriteString("gone", row.ReversedBy is null ? "never" : "undone");
        }

        json.WriteStartObject("fx");
        foreach (var (key, change) in Changes(row))
        {
            json.WriteNumber(key, change);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What the document did, in the words of <see cref="Effects"/>; turned round to undo.</summary>
    private Dictionary<string, long> Changes(NotebookRow row)
    {
        var changes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (
            var line in row.Lines.Where(l => !Subject.IsCount(l.DebitSubject) && !Subject.IsCount(l.CreditSubject))
        )
        {
            Add(line.Debit, line.DebitSubject, line.Amount.Minor);
            Add(line.Credit, line.CreditSubject, -line.Amount.Minor);
        }

        return changes;

        void Add(int number, string? subject, long amount)
        {
            var account = accounts[number];
            var party = subject?.StartsWith("party:", StringComparison.Ordinal) == true ? subject[6..] : null;
            var (key, sign) =
                account.Box == BoxKind.QrPending ? ("qr", 1)
                : account.Box != BoxKind.None ? ("box:" + account.Code, 1)
                : party is null ? (null, 0)
                : account.Code == chart.CodeOf(Role.Payable) ? ("owed:" + party, -1)
                : account.Code == chart.CodeOf(Role.Receivable) || account.Code == chart.CodeOf(Role.Deposits)
                    ? ("debt:" + party, 1)
                : (null, 0);
            if (key is not null)
            {
                changes[key] = changes.GetValueOrDefault(key) + (sign * amount);
            }
        }
    }

    /// <summary>Documents of this phone that all of this already counts in.</summary>
    private void Included()
    {
        json.WriteNumber("seq", book.Head.Seq);
        json.WriteStartArray("included");
        foreach (
            var id in sql.Query(
                """
                select id from journal where org_id = $1 and device = $2 and device_seq >= $3
                order by seq desc limit 1000
                """,
                r => r.GetGuid(0),
                org.Id,
                of.Device,
                of.After
            )
        )
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }

    private void HowGoes()
    {
        var said = new HowSentences(HowAreWe.Of(book, Period.Of(of.Today)), org, w);
        json.WriteStartArray("how");
        foreach (var (text, why) in said.All())
        {
            json.WriteStartArray();
            json.WriteStringValue(text);
            json.WriteStringValue(why);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("trend");
        foreach (var month in said.How.Trend.TakeLast(3))
        {
            json.WriteStartArray();
            json.WriteStringValue(Days.Month(month.Month, w).Split(' ')[0]);
            json.WriteNumberValue(month.In);
            json.WriteNumberValue(month.Out);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private int Number(string role) =>
        chart.CodeOf(role) is { } code && int.TryParse(code, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
