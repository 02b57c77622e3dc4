using Dedal.Domain.PlainText;

namespace Dedal.Tests.Domain.PlainText;

/// <summary>The syntax piece by piece; each expectation was checked against hledger 1.25 and ledger 3.3.</summary>
public sealed class JournalSyntaxTests
{
    [Theory]
    [InlineData("10 BOB", "10", "BOB")]
    [InlineData("BOB 10.50", "10.50", "BOB")]
    [InlineData("-10BOB", "-10", "BOB")]
    [InlineData("- 5 BOB", "-5", "BOB")]
    [InlineData("+5 BOB", "5", "BOB")]
    [InlineData("-$5", "-5", "$")]
    [InlineData("$-5", "-5", "$")]
    [InlineData("-$-5", "5", "$")]
    [InlineData("Bs 1.234,50", "1234.50", "Bs")]
    [InlineData("1,234.50 BOB", "1234.50", "BOB")]
    [InlineData("1 234 567,89 BOB", "1234567.89", "BOB")]
    [InlineData("1'234'567.89 CHF", "1234567.89", "CHF")]
    [InlineData("1,00,000.00 INR", "100000.00", "INR")]
    [InlineData("1,234,567 BOB", "1234567", "BOB")]
    [InlineData("10,5 BOB", "10.5", "BOB")]
    [InlineData("0,123 BOB", "0.123", "BOB")]
    [InlineData(".01 EUR", "0.01", "EUR")]
    [InlineData("5. EUR", "5", "EUR")]
    [InlineData("1.000 BTC", "1.000", "BTC")]
    [InlineData("1e3 EUR", "1000", "EUR")]
    [InlineData("25E-2 EUR", "0.25", "EUR")]
    [InlineData("10 \"DE 0002 635307\"", "10", "DE 0002 635307")]
    [InlineData("(10 BOB)", "10", "BOB")]
    [InlineData("123456789012345678 X", "123456789012345678", "X")]
    [InlineData("0.000000000000000001 X", "0.000000000000000001", "X")]
    [InlineData("1.50000000000000000000000 X", "1.5", "X")]
    public void An_amount_is_read_as_both_programs_read_it(string written, string number, string commodity)
    {
        var run = JournalRun.Read($"2024-01-05 x\n    a  {written}\n    b\n");
        Assert.Null(run.Refusal);
        var posting = run.Transactions[0].Postings[0];
        Assert.Equal(number, posting.Amount.ToString());
        Assert.Equal(commodity, posting.Commodity!.Name);
    }

    [Theory]
    [InlineData("1,000 BOB", "journal-number-ambiguous")]
    [InlineData(". BOB", "journal-number-malformed")]
    [InlineData(",5 BOB", "journal-commodity-malformed|journal-amount-missing|journal-number-malformed")]
    [InlineData("1,,0 BOB", "journal-number-malformed")]
    [InlineData("1.0,0.0 BOB", "journal-number-malformed")]
    [InlineData("$", "journal-number-malformed")]
    [InlineData("-", "journal-amount-missing")]
    [InlineData("5 \"", "journal-commodity-malformed")]
    [InlineData("5 \"\"", "journal-commodity-malformed")]
    [InlineData("5 BOB extra", "journal-amount-trailing")]
    [InlineData("$5 USD", "journal-amount-trailing")]
    [InlineData("5*2", "journal-amount-trailing")]
    [InlineData("(2 * 3)", "journal-expression-unsupported")]
    [InlineData("(((((((((1)))))))))", "journal-expression-unsupported")]
    [InlineData("5 X @", "journal-amount-missing")]
    [InlineData("5 X @@@ $1", "journal-amount-trailing")]
    [InlineData("5 X @ $1 @ $2", "journal-amount-trailing")]
    [InlineData("5 X {", "journal-amount-trailing")]
    [InlineData("5 X {$1", "journal-amount-trailing")]
    [InlineData("5 X {a b}", "journal-amount-trailing")]
    [InlineData("5 X ((1))", "journal-expression-unsupported")]
    [InlineData("1234567890123456789 X", "journal-number-too-many-digits")]
    [InlineData("0.1234567890123456789 X", "journal-number-too-many-digits")]
    [InlineData("1,000,000e3 X", "journal-number-malformed")]
    [InlineData("1e99 X", "journal-number-too-many-digits")]
    [InlineData("1e-99 X", "journal-number-too-many-digits")]
    [InlineData("1e99999999999 X", "journal-number-too-many-digits")]
    public void A_faulty_amount_is_refused_with_its_line(string written, string codes)
    {
        var run = JournalRun.Read($"; first\n2024-01-05 x\n    a  {written}\n    b\n");
        Assert.NotNull(run.Refusal);
        Assert.Contains(run.Refusal.Code, codes.Split('|'));
        Assert.Equal(3, run.Refusal.Args[0]);
    }

    [Theory]
    [InlineData("decimal-mark ,", "1.000 EUR", 1000)]
    [InlineData("decimal-mark .", "1,000 EUR", 1000)]
    [InlineData("commodity 1,000.00 EUR", "1,000 EUR", 1000)]
    [InlineData("commodity 1.000,00 EUR", "1.000 EUR", 1000)]
    [InlineData("commodity EUR\n  format 1.000,00 EUR", "1.000 EUR", 1000)]
    [InlineData("D 1000.00 EUR", "1,000", 1000)]
    [InlineData("D $1,000.00", "7", 7)]
    [InlineData("decimal-mark .", "1.000,00 EUR", 1000)]
    [InlineData("commodity 1,000.00 EUR", "1234,567 EUR", 1234567)]
    public void Directives_say_what_a_number_means(string directive, string written, int expected)
    {
        var run = JournalRun.Read($"{directive}\n\n2024-01-05 x\n    a  {written}\n    b\n");
        Assert.Null(run.Refusal);
        Assert.Equal(expected, run.Balances.Single(b => b.Key.StartsWith('a')).Value);
    }

    [Fact]
    public void What_was_declared_for_one_commodity_says_nothing_about_another()
    {
        var run = JournalRun.Read("commodity 1,000.00 EUR\n2024-01-05 x\n  a  1,000 USD\n  b\n");
        Assert.Equal("journal-number-ambiguous", run.Refusal?.Code);
    }

    [Fact]
    public void All_that_a_transaction_says_is_kept()
    {
        const string Text = """
            2024-01-05=2024-01-09 ! (K-7) Ferretería | clavos ; obra: techo
                ; segunda línea
                * gastos:material  10 caja @ 2,50 BOB  ; [2024/1/6=1/7] urgente
                ; tag: valor
                (presupuesto:techo)  -25 BOB
                caja
            """;
        var transaction = Assert.Single(JournalRun.Read(Text).Transactions);
        Assert.Equal(new DateOnly(2024, 1, 5), transaction.Date);
        Assert.Equal(new DateOnly(2024, 1, 9), transaction.SecondaryDate);
        Assert.Equal(JournalStatus.Pending, transaction.Status);
        Assert.Equal("K-7", transaction.Code);
        Assert.Equal("Ferretería | clavos", transaction.Description);
        Assert.Equal("obra: techo\nsegunda línea", transaction.Comment);
        Assert.Equal(3, transaction.Postings.Count);
        var first = transaction.Postings[0];
        Assert.Equal(JournalStatus.Cleared, first.Status);
        Assert.Equal("gastos:material", first.Account);
        Assert.Equal("2.50", first.Cost!.Quantity.ToString());
        Assert.Equal(new DateOnly(2024, 1, 6), first.Date);
        Assert.Equal(new DateOnly(2024, 1, 7), first.SecondaryDate);
        Assert.Equal("[2024/1/6=1/7] urgente\ntag: valor", first.Comment);
        Assert.Equal(PostingKind.Virtual, transaction.Postings[1].Kind);
        Assert.Equal("-25", transaction.Postings[2].Amount.ToString());
    }

    [Fact]
    public void Directives_that_change_names_do_so_until_they_end()
    {
        const string Text = """
            apply account casa
            apply account patio
            2024-01-05 x
                a  1 X
                (b)  2 X
                c
            end apply account
            2024-01-05 x
                a  1 X
                c
            end apply account
            alias a=activo:caja
            2024-01-05 x
                a:chica  1 X
                ab  1 X
                c
            end aliases
            2024-01-05 x
                a  1 X
                c
            """;
        var run = JournalRun.Read(Text);
        Assert.Null(run.Refusal);
        Assert.Equal(
            ["a", "ab", "activo:caja:chica", "c", "casa:a", "casa:c", "casa:patio:a", "casa:patio:b", "casa:patio:c"],
            run.Balances.Keys.Select(k => k.Split('\t')[0]).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("; comment\n# comment\n* heading\n% comment\n| comment")]
    [InlineData("  ; indented comment")]
    [InlineData("comment\n2024-01-99 not read\n  nor this\nend comment")]
    [InlineData("test\n2024-01-99 not read\nend test")]
    [InlineData("account caja  ; type: A\n  note something\n  ; more")]
    [InlineData("commodity BOB\n  note Boliviano")]
    [InlineData(
        "payee Foo\ntag bar\nN BOB\nC 1 kb = 1024 b\nP 2024/1/1 EUR $1,100\nP 2024-01-01 12:00:00 \"A 1\" 2.5 BOB"
    )]
    [InlineData("~ monthly\n  a  1\n  b")]
    [InlineData("year 2020\nY2021\nY 2022\napply year 2023\nend apply year")]
    [InlineData("apply tag obra: techo\nend apply tag")]
    [InlineData("!account caja")]
    public void What_posts_nothing_is_passed_over(string text)
    {
        var run = JournalRun.Read(text + "\n\n2024-01-05 x\n    a  1 X\n    b\n");
        Assert.Null(run.Refusal);
        Assert.Equal(2, run.Balances.Count);
    }

    [Theory]
    [InlineData("include other.journal", "journal-include-unsupported")]
    [InlineData("!include other.journal", "journal-include-unsupported")]
    [InlineData("= expenses:gifts\n  budget  *-1", "journal-automated-unsupported")]
    [InlineData("i 2024/01/01 10:00:00 work", "journal-timeclock-unsupported")]
    [InlineData("alias /^a/=b", "journal-alias-regex-unsupported")]
    [InlineData("alias foo", "journal-directive-malformed")]
    [InlineData("assert 1 == 1", "journal-directive-unknown")]
    [InlineData("nonsense", "journal-directive-unknown")]
    [InlineData("!", "journal-directive-unknown")]
    [InlineData("decimal-mark x", "journal-directive-malformed")]
    [InlineData("D nonsense", "journal-commodity-malformed")]
    [InlineData("commodity 1 2 3 X Y", "journal-commodity-malformed")]
    [InlineData("end apply account", "journal-end-without-apply")]
    [InlineData("P 2024/13/1 EUR $1", "journal-date-invalid")]
    [InlineData("P 2024/1/1 EUR", "journal-amount-missing")]
    [InlineData("Y 20x4", "journal-date-invalid")]
    [InlineData("  a  1 X", "journal-indented-alone")]
    [InlineData("account", "journal-account-missing")]
    [InlineData("2024/02/30 x", "journal-date-invalid")]
    [InlineData("2024/1/1x", "journal-date-invalid")]
    [InlineData("2024-1/1 x", "journal-date-invalid")]
    [InlineData("99999/1/1 x", "journal-date-invalid")]
    [InlineData("0000-01-01 x", "journal-date-invalid")]
    [InlineData("2024-01-01=2024-02-31 x", "journal-date-invalid")]
    public void What_cannot_be_imported_is_refused_with_a_reason(string text, string code)
    {
        var run = JournalRun.Read(text + "\n");
        Assert.Equal(code, run.Refusal?.Code);
        Assert.Equal(1, run.Refusal!.Args[0]);
    }

    [Fact]
    public void A_date_without_a_year_needs_one_from_somewhere()
    {
        const string Text = "1/5 x\n  a  1 X\n  b\n";
        Assert.Equal("journal-date-invalid", JournalRun.Read(Text, new()).Refusal?.Code);
        Assert.Equal(2025, JournalRun.Read("Y2025\n" + Text, new()).Transactions[0].Date.Year);
    }

    [Fact]
    public void Carriage_returns_a_byte_order_mark_and_a_missing_last_line_feed_do_no_harm()
    {
        var run = JournalRun.Read("\ufeff2024-01-05 x\r\n\ta\t1 X\r\n\tb");
        Assert.Null(run.Refusal);
        Assert.Equal(2, run.Balances.Count);
    }
}
