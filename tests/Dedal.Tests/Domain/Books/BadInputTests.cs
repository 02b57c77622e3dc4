using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Tests.Simulation;
using Dedal.Web.Books;

namespace Dedal.Tests.Domain.Books;

/// <summary>Each bad document with the code and the field of its refusal; and nothing of it in the book.</summary>
public class BadInputTests
{
    private const string Wara = "00000002-0000-7000-8000-000000000000";
    private const string Nobody = "00000009-0000-7000-8000-000009000000";
    private static readonly DateOnly Today = new(2026, 3, 14);

    public static TheoryData<string, string, string, string?> Bodies
    {
        get
        {
            var all = new TheoryData<string, string, string, string?>();
            foreach (
                var (kind, body, code, about) in new[]
                {
                    WrongSales(),
                    WrongMoves(),
                    WrongRows(),
                    WrongMasterDataAndPeriods(),
                    BrokenBodies(),
                }.SelectMany(b => b)
            )
            {
                all.Add(kind, body, code, about);
            }

            return all;
        }
    }

    [Theory, MemberData(nameof(Bodies))]
    public void A_bad_body_is_refused_with_code_and_field(string kind, string body, string code, string? field)
    {
        var (book, scribe) = NewBook();
        var before = book.Written.Count;
        var recording = book.Receive(Raw(scribe, kind, body), Today);
        Assert.Equal((Answer.Refused, code), (recording.Answer, recording.Refusal?.Code));
        if (field?.Length != 0)
        {
            Assert.Equal(field, recording.Refusal!.Field);
        }

        Assert.Equal(before, book.Written.Count);
    }

    public static TheoryData<string, string, string> Envelopes =>
        new()
        {
            { "id", "id-missing", "id" },
            { "tomorrow", "day-in-future", "occurredOn" },
            { "9999", "day-in-future", "occurredOn" },
            { "1999", "day-absurd", "occurredOn" },
            { "0001", "day-absurd", "occurredOn" },
            { "device", "device-absurd", "device" },
            { "device-nul", "device-absurd", "device" },
            { "clock", "clock-absurd", "capturedAtMs" },
            { "clock-before", "clock-absurd", "capturedAtMs" },
            { "offset", "clock-absurd", "capturedAtMs" },
            { "offset-before", "clock-absurd", "capturedAtMs" },
        };

    [Theory, MemberData(nameof(Envelopes))]
    public void A_bad_envelope_is_refused_with_code_and_field(string wrong, string code, string field)
    {
        var (book, scribe) = NewBook();
        var good = Raw(scribe, "sale", Sale(""));
        var bad = wrong switch
        {
            "id" => good with { Id = Guid.Empty },
            "tomorrow" => good with { OccurredOn = Today.AddDays(1) },
            "9999" => good with { OccurredOn = DateOnly.MaxValue },
            "1999" => good with { OccurredOn = new(1999, 12, 31) },
            "0001" => good with { OccurredOn = DateOnly.MinValue },
            "device" => good with { Device = "" },
            "device-nul" => good with { Device = "a\0b" },
            "clock" => good with { CapturedAtMs = long.MaxValue },
            "clock-before" => good with { CapturedAtMs = -1 },
            "offset" => good with { ClockOffsetMs = long.MaxValue },
            _ => good with { ClockOffsetMs = long.MinValue },
        };
        var recording = book.Receive(bad, Today);
        Assert.Equal((code, field), (recording.Refusal?.Code, recording.Refusal?.Field));
        Assert.Equal(Answer.Accepted, book.Receive(good, Today).Answer);
    }

    [Fact]
    public void The_same_id_with_another_body_day_or_kind_is_refused()
    {
        var (book, scribe) = NewBook();
        var sale = Raw(scribe, "sale", Sale(""));
        Assert.Equal(Answer.Accepted, book.Receive(sale, Today).Answer);
        foreach (
            var other in new[]
            {
                sale with
                {
                    Body = sale.Body + " ",
                },
                sale with
                {
                    OccurredOn = Today.AddDays(-1),
                },
                sale with
                {
                    Kind = "expense",
                },
                sale with
                {
                    Schema = 0,
                },
            }
        )
        {
            Assert.Equal("id-with-another-body", book.Receive(other, Today).Refusal?.Code);
        }

        Assert.Equal(Answer.AlreadyThere, book.Receive(sale with { CapturedAtMs = 5 }, Today).Answer);
    }

    [Fact]
    public void A_reversal_is_neither_reversed_nor_repeated_and_some_kinds_stand_for_ever()
    {
        var (book, scribe) = NewBook();
        var sale = Accept(book, scribe.Make("sale", new SaleBody(10, [new("cash", 10)])));
        var reversal = Accept(book, scribe.Make("reversal", new ReversalBody(sale.Id)));
        var close = Accept(book, scribe.Make("month-close", new MonthCloseBody(202510)));
        Assert.Equal("reversed-already", Refusal(book, scribe, new ReversalBody(sale.Id)));
        Assert.Equal("reversal-of-reversal", Refusal(book, scribe, new ReversalBody(reversal.Id)));
        Assert.Equal("not-reversible", Refusal(book, scribe, new ReversalBody(close.Id)));
        Assert.Equal("not-reversible", Refusal(book, scribe, new ReversalBody(book.Written[0].Document.Id)));
    }

    [Fact]
    public void Who_closed_a_month_cannot_reopen_it_but_another_person_can()
    {
        var (book, scribe) = NewBook();
        var (one, other) = (Scribe.Id(1, 1), Scribe.Id(1, 2));
        var body = new MonthReopeningBody(202510, "error");
        Accept(book, scribe.Make("month-close", new MonthCloseBody(202510), actor: one));
        Assert.Equal(
            "same-person",
            book.Receive(scribe.Make("month-reopening", body, actor: one), Today).Refusal?.Code
        );
        Accept(book, scribe.Make("month-reopening", body, actor: other));
        Assert.True(book.ClosedThrough < new DateOnly(2025, 10, 1));
    }

    [Fact]
    public void A_closed_year_keeps_its_months_closed_and_is_closed_once()
    {
        var (book, scribe) = NewBook();
        Accept(book, Raw(scribe, "sale", Sale("")) with { OccurredOn = new(2024, 5, 5) });
        Accept(book, Raw(scribe, "sale", Sale("")) with { OccurredOn = new(2025, 5, 5) });
        Accept(book, Raw(scribe, "month-close", """{"month":202512}"""));
        Accept(book, Raw(scribe, "year-close", """{"year":2025}"""));
        Assert.Equal(-20, book.Balance(book.Needed(Role.Surplus).Number).Minor);
        var again = book.Receive(Raw(scribe, "year-close", """{"year":2025}"""), Today);
        Assert.Equal("year-closed-already", again.Refusal?.Code);
        var open = Raw(scribe, "month-reopening", """{"month":202506,"reason":"x"}""") with { Actor = Scribe.Id(1, 3) };
        Assert.Equal("year-closed", book.Receive(open, Today).Refusal?.Code);
    }

    private static (string Kind, string Body, string Code, string? Field)[] WrongSales() =>
        [
            ("sale", """{"total":-5,"paid":[{"how":"cash","amount":10}]}""", "amount-not-positive", "total"),
            ("sale", """{"total":0,"paid":[{"how":"cash","amount":10}]}""", "amount-not-positive", "total"),
            ("sale", """{"total":1000000001,"paid":[{"how":"bank","amount":10}]}""", "amount-too-large", "total"),
            ("sale", """{"total":9223372036854775807,"paid":[]}""", "amount-too-large", "total"),
            ("sale", """{"total":10,"paid":[{"how":"cash","amount":-10}]}""", "amount-not-positive", "paid"),
            ("sale", """{"total":10,"paid":[{"how":"cash","amount":0}]}""", "amount-not-positive", "paid"),
            ("sale", """{"total":10,"paid":[{"how":"bank","amount":1000000001}]}""", "amount-too-large", "paid"),
            ("sale", """{"total":10,"paid":[{"how":"bank","amount":4}]}""", "paid-is-not-total", "paid"),
            ("sale", """{"total":16,"paid":[{"how":"cash","amount":10}]}""", "paid-is-not-total", "paid"),
            ("sale", """{"total":12,"paid":[{"how":"cash","amount":12}]}""", "cash-not-in-coins", "paid"),
            ("sale", """{"total":10,"paid":[]}""", "payment-missing", "paid"),
            ("sale", """{"total":10,"paid":[null]}""", "payment-unknown", "paid"),
            ("sale", """{"total":10,"paid":[{"how":"gold","amount":10}]}""", "payment-unknown", "paid"),
            ("sale", """{"total":10,"paid":[{"how":"credit","amount":10}]}""", "party-missing", "party"),
            ("sale", Fiado(Nobody), "party-unknown", "party"),
            ("sale", Sale(""","income":"9999" """), "account-unknown", "income"),
            ("sale", Sale(""","income":" " """), "account-missing", "income"),
            ("sale", Sale(""","income":"5201" """), "not-income", "income"),
            ("sale", Sale(""","income":"1101" """), "not-income", "income"),
            ("sale", Sale(""","fund":"premio" """), "fund-unknown", "fund"),
            ("sale", Sale(""","note":"\u0000" """), "text-has-stray-characters", "note"),
            ("sale", Boxed("cash", "9999"), "account-unknown", "paid"),
            ("sale", Boxed("cash", "1103"), "not-a-box", "paid"),
            ("sale", Boxed("cash", "4101"), "not-a-box", "paid"),
            ("sale", Boxed("qr", "1103"), "not-a-box", "paid"),
            ("sale", Boxed("bank", "1104"), "not-a-box", "paid"),
            ("sale", Boxed("cash", "1101 EUR"), "currencies-differ", "paid"),
        ];

    private static (string Kind, string Body, string Code, string? Field)[] WrongMoves() =>
        [
            ("expense", Spent("5201", "1101 EUR"), "currencies-differ", "paid"),
            ("expense", Spent("5201", "1104"), "not-a-box", "paid"),
            ("expense", Spent("4101", null), "not-an-expense", "account"),
            ("expense", Spent("1103", null), "not-an-expense", "account"),
            ("expense", Spent("1201", null), "not-an-expense", "account"),
            ("expense", Spent("nada", null), "account-unknown", "account"),
            ("fiado-payment", $$"""{"party":"{{Nobody}}","amount":10}""", "party-unknown", "party"),
            ("fiado-payment", $$"""{"party":"{{Wara}}","amount":-10}""", "amount-not-positive", "amount"),
            ("fiado-payment", $$"""{"party":"{{Wara}}","amount":10,"how":"credit"}""", "payment-unknown", "how"),
            ("fiado-payment", $$"""{"party":"{{Wara}}","amount":15}""", "cash-not-in-coins", "paid"),
            ("supplier-payment", $$"""{"party":"{{Nobody}}","amount":10}""", "party-unknown", "party"),
            ("transfer", """{"from":"1101","to":"1101","amount":10}""", "same-box", "to"),
            ("transfer", """{"from":"1101","to":"1101 BOB","amount":10}""", "same-box", "to"),
            ("transfer", """{"from":"1101","to":"4101","amount":10}""", "not-a-box", "to"),
            ("transfer", """{"from":"1104","to":"1103","amount":10}""", "not-a-box", "from"),
            ("transfer", """{"from":"1101","to":"1103","amount":15}""", "cash-not-in-coins", "amount"),
            (
                "transfer",
                """{"from":"1101","to":"1103","amount":10,"received":9}""",
                "received-without-exchange",
                "received"
            ),
            ("transfer", """{"from":"1101","to":"1101 EUR","amount":10}""", "received-missing", "received"),
            ("transfer", """{"from":"1101","to":"1101 EUR","amount":10,"received":1}""", "no-exchange-account", "to"),
            ("transfer", """{"from":"1101","to":"1103","amount":10,"fund":"x"}""", "fund-unknown", "fund"),
            ("money-received", """{"source":"luck","amount":10}""", "source-unknown", "source"),
            ("money-received", """{"source":"loan","amount":10}""", "party-missing", "party"),
            ("cash-count", """{"counted":-10}""", "amount-negative", "counted"),
            ("cash-count", """{"counted":15}""", "cash-not-in-coins", "counted"),
            ("cash-count", """{"counted":1000000010}""", "amount-too-large", "counted"),
            ("cash-count", """{"counted":10,"box":"1103"}""", "not-a-box", "box"),
            ("cash-count", """{"counted":10,"box":"1101 EUR"}""", "account-unknown", "box"),
            ("cash-count", """{"counted":10,"pieces":{"10":2}}""", "pieces-do-not-add-up", "pieces"),
            ("cash-count", """{"counted":10,"pieces":{"-10":1}}""", "pieces-absurd", "pieces"),
            ("qr-seen", $$"""{"document":"{{Nobody}}"}""", "document-unknown", "document"),
            ("qr-given-back", $$"""{"document":"{{Nobody}}"}""", "document-unknown", "document"),
            ("qr-given-back", $$"""{"document":"{{Nobody}}","how":"qr"}""", "payment-unknown", "how"),
            ("qr-disputed", $$"""{"document":"{{Nobody}}"}""", "party-missing", "party"),
        ];

    private static (string Kind, string Body, string Code, string? Field)[] WrongRows() =>
        [
            ("accountants-entry", Rows(""), "rows-missing", "rows"),
            ("accountants-entry", Rows("null,null"), "rows-missing", "rows"),
            ("accountants-entry", """{"reason":" ","rows":[]}""", "reason-missing", "reason"),
            ("accountants-entry", Rows(Row("1101", 5, 0), Row("1103", 0, 4)), "rows-do-not-balance", "rows"),
            ("accountants-entry", Rows(Row("1101", 5, 5), Row("1103", 0, 4)), "row-needs-one-side", "rows"),
            ("accountants-entry", Rows(Row("1101", 0, 0), Row("1103", 0, 4)), "row-needs-one-side", "rows"),
            ("accountants-entry", Rows(Row("1101", -5, 0), Row("1103", 0, 4)), "amount-negative", "rows"),
            ("accountants-entry", Rows(Row("1101", long.MaxValue, long.MaxValue), "null"), "amount-negative", "rows"),
            ("accountants-entry", Rows(Row("1101", 5, 0), Row("1101 EUR", 0, 5)), "rows-do-not-balance", "rows"),
            ("accountants-entry", Rows(Row("7777", 5, 0), Row("1103", 0, 5)), "account-unknown", "rows"),
            ("accountants-entry", Rows(About("party:" + Nobody), Row("1103", 0, 5)), "party-unknown", "rows"),
            ("accountants-entry", Rows(About("party:nadie"), Row("1103", 0, 5)), "subject-absurd", "rows"),
            ("accountants-entry", Rows(About("count:" + Wara), Row("1103", 0, 5)), "subject-absurd", "rows"),
            ("accountants-entry", Rows(About("qr:" + Nobody), Row("1103", 0, 5)), "document-unknown", "rows"),
            ("accountants-entry", Rows(About("qr:a:b"), Row("1103", 0, 5)), "subject-absurd", "rows"),
            ("accountants-entry", Rows(About("QR:nada"), Row("1103", 0, 5)), "subject-absurd", "rows"),
            ("accountants-entry", Rows(About("Party:" + Wara), Row("1103", 0, 5)), "subject-absurd", "rows"),
            ("accountants-entry", Rows(About("COUNT:nada"), Row("1103", 0, 5)), "subject-absurd", "rows"),
            ("accountants-entry", Rows(About("party:" + Wara), Row("1201", 0, 5)), "rows-inside-one-account", "rows"),
            ("opening-balances", """{"rows":[]}""", "rows-missing", "rows"),
            ("opening-balances", $$"""{"rows":[{{Row("nada", 5, 0)}}]}""", "account-unknown", "rows"),
        ];

    private static (string Kind, string Body, string Code, string? Field)[] WrongMasterDataAndPeriods() =>
        [
            ("reversal", $$"""{"document":"{{Nobody}}"}""", "document-unknown", "document"),
            ("party-added", $$"""{"party":"{{Wara}}","role":"customer"}""", "party-exists", "party"),
            ("party-added", $$"""{"party":"{{Nobody}}","role":"ghost"}""", "party-role-unknown", "role"),
            ("account-added", """{"code":"1101","name":"x","kind":"asset"}""", "account-exists", "code"),
            ("account-added", """{"code":"","name":"x","kind":"asset"}""", "account-code-absurd", "code"),
            ("account-added", """{"code":"1","name":"x","kind":"thing"}""", "account-kind-unknown", "kind"),
            (
                "account-added",
                """{"code":"1","name":"x","kind":"income","box":"cash"}""",
                "account-kind-unknown",
                "box"
            ),
            (
                "account-added",
                """{"code":"1","name":"x","kind":"asset","currency":"EUR","scale":0}""",
                "currency-has-other-scale",
                "scale"
            ),
            ("fund-opened", """{"fund":"Own Fund","name":"x"}""", "fund-code-absurd", "fund"),
            ("fund-opened", """{"fund":"own","name":"x"}""", "fund-exists", "fund"),
            ("month-close", """{"month":202603}""", "month-not-over", "month"),
            ("month-close", """{"month":202613}""", "month-absurd", "month"),
            ("month-close", """{"month":-202602}""", "month-absurd", "month"),
            ("month-reopening", """{"month":202602,"reason":"x"}""", "month-not-closed", "month"),
            ("year-close", """{"year":2025}""", "year-months-open", "year"),
            ("year-close", """{"year":99999}""", "year-absurd", "year"),
        ];

    private static (string Kind, string Body, string Code, string? Field)[] BrokenBodies() =>
        [
            ("sale", "", "body-not-readable", ""),
            ("sale", "null", "body-not-readable", ""),
            ("sale", "[]", "body-not-readable", ""),
            ("sale", """{"total":10}""", "body-not-readable", ""),
            ("sale", Sale(""","extra":1"""), "body-not-readable", ""),
            ("sale", Sale(""","total":10"""), "body-not-readable", ""),
            ("sale", """{"total":10.5,"paid":[{"how":"cash","amount":10}]}""", "body-not-readable", ""),
            ("sale", """{"total":1e1,"paid":[{"how":"cash","amount":10}]}""", "body-not-readable", ""),
            ("sale", """{"total":"10","paid":[{"how":"cash","amount":10}]}""", "body-not-readable", ""),
            ("sale", """{"total":99999999999999999999,"paid":[]}""", "body-not-readable", ""),
            ("sale", """{"total":10,"paid":[{"how":null,"amount":10}]}""", "body-not-readable", ""),
            ("sale", Sale(""","party":"nobody" """), "body-not-readable", ""),
            ("sale", Sale(""","note":"\ud800" """), "body-not-readable", ""),
            ("sale", Sale(",\"note\":\"\ud800\""), "body-not-readable", ""),
            ("sale", Sale(",\"note\":\"\0\""), "body-not-readable", ""),
            ("sale", Sale("") + "\0", "body-not-readable", ""),
            ("sale", new string('[', 60_000), "body-not-readable", ""),
            ("sale", "{\"total\":" + new string('9', 60_000) + "}", "body-not-readable", ""),
            ("sale", new string(' ', Receiving.LongestBody + 1), "body-too-long", null),
            ("journal-imported", Imported("null"), "journal-commodity-absurd", "commodities"),
            (
                "journal-imported",
                Imported("""{"name":"X","scale":2},{"name":"X","scale":3}"""),
                "journal-commodity-absurd",
                "commodities"
            ),
            ("lottery", "{}", "kind-unknown", "kind"),
        ];

    private static string Imported(string commodities) =>
        $$"""{"file":"x","sha256":"","transactions":1,"commodities":[{{commodities}}]}""";

    /// <summary>A workshop with three persons and a euro cash box that nothing else knows of.</summary>
    internal static (MemoryBook Book, Scribe Scribe) NewBook()
    {
        var book = new MemoryBook(Charts.Named("workshop"));
        var scribe = new Scribe(book);
        foreach (var document in scribe.Beginning())
        {
            Accept(book, document);
        }

        Accept(book, scribe.Make("account-added", new AccountAddedBody("1101", "Euros", "asset", "cash", "EUR")));
        return (book, scribe);
    }

    internal static Document Raw(Scribe scribe, string kind, string body) =>
        scribe.Make("sale", new SaleBody(10, [new("cash", 10)])) with
        {
            Kind = kind,
            Body = body,
            OccurredOn = Today,
        };

    private static Document Accept(MemoryBook book, Document document)
    {
        var recording = book.Receive(document, Today);
        Assert.True(recording.Answer == Answer.Accepted, $"{document.Kind}: {recording.Refusal}");
        return document;
    }

    private static string? Refusal(MemoryBook book, Scribe scribe, object body) =>
        book.Receive(scribe.Make("reversal", body), Today).Refusal?.Code;

    internal static string Sale(string more) => $$"""{"total":10,"paid":[{"how":"cash","amount":10}]{{more}}}""";

    private static string Fiado(string party) =>
        $$"""{"total":10,"paid":[{"how":"credit","amount":10}],"party":"{{party}}"}""";

    private static string Boxed(string how, string box) =>
        $$"""{"total":10,"paid":[{"how":"{{how}}","amount":10,"box":"{{box}}"}]}""";

    private static string Spent(string account, string? box)
    {
        var how = box == "1104" ? "qr" : "cash";
        var named = box is null ? "" : $",\"box\":\"{box}\"";
        return $$"""{"total":10,"account":"{{account}}","paid":[{"how":"{{how}}","amount":10{{named}}}]}""";
    }

    private static string Rows(params string[] rows) => $$"""{"reason":"x","rows":[{{string.Join(',', rows)}}]}""";

    private static string Row(string account, long debit, long credit) =>
        $$"""{"account":"{{account}}","debit":{{debit}},"credit":{{credit}}}""";

    private static string About(string subject) => $$"""{"account":"1201","debit":5,"subject":"{{subject}}"}""";
}
