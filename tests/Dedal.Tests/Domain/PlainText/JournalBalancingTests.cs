using Dedal.Domain.PlainText;

namespace Dedal.Tests.Domain.PlainText;

/// <summary>Balancing, costs, virtual postings, assertions; checked against both programs.</summary>
public sealed class JournalBalancingTests
{
    [Fact]
    public void A_missing_amount_takes_what_is_left_of_every_commodity_at_cost()
    {
        var run = Read("a  10 EUR @ $1.10", "b  3 X", "c  2 X @@ 7 BOB", "d");
        Assert.Equal(
            ["-11.00 $", "-3 X", "-7 BOB"],
            run.Transactions[0].Postings.Skip(3).Select(p => $"{p.Amount} {p.Commodity}")
        );
    }

    [Fact]
    public void Costs_go_against_trading_accounts_and_leave_the_amounts_alone()
    {
        var run = Read("a  -4.00 RHT @ 21.14 CAD", "b  84.56 CAD");
        Assert.Equal(-4.00m, run.Balances["a\tRHT"]);
        var trading = run.Accounts.All.Where(a => a.IsTrading).ToDictionary(a => a.Path, a => run.Totals[a.Id]);
        Assert.Equal(400, trading["trading:RHT"]);
        Assert.Equal(-8456, trading["trading:CAD"]);
    }

    [Fact]
    public void An_unbalanced_virtual_posting_goes_against_a_trading_account()
    {
        var run = Read("a  5 X", "b", "(c)  7 X");
        Assert.Equal(7m, run.Balances["c\tX"]);
        Assert.Equal(-7, run.Totals[run.Accounts.All.Single(a => a.IsTrading).Id]);
    }

    [Fact]
    public void A_written_account_named_like_a_trading_account_is_another_account()
    {
        var run = Read("trading:X  5 X", "b", "(c)  7 X");
        Assert.Equal(5m, run.Balances["trading:X\tX"]);
    }

    [Theory]
    [InlineData("a  1 X", "b  1 Y", "journal-unbalanced")]
    [InlineData("a  1 X", "b  -2 X", "journal-unbalanced")]
    [InlineData("[a]  1 X", "b  -1 X", "journal-unbalanced")]
    [InlineData("a  10 X @ $1", "b  -10 Y", "journal-unbalanced")]
    [InlineData("a", "b", "journal-two-amounts-missing")]
    [InlineData("[a]", "[b]", "journal-two-amounts-missing")]
    [InlineData("a  1 X", "b  1 X\n    c\n    d", "journal-two-amounts-missing")]
    public void What_does_not_balance_is_refused(string first, string second, string code) =>
        Assert.Equal(code, Read(first, second).Refusal?.Code);

    [Theory]
    [InlineData("a  100 EUR", "b  -110 USD")]
    [InlineData("a  1 X", "b  -1 X")]
    [InlineData("[a]  1 X", "[b]  -1 X")]
    [InlineData("a  1 X @ $1.004", "b  $-1.00")]
    [InlineData("a  1 X @ $1.005", "b  $-1.00")]
    [InlineData("a  0", "b  0")]
    [InlineData("(a)", "b  0")]
    public void What_balances_is_accepted(string first, string second) => Assert.Null(Read(first, second).Refusal);

    [Fact]
    public void The_tolerance_is_the_precision_of_the_whole_file()
    {
        const string Cost = "2024-01-05 x\n  a  1 X @ $1.004\n  b  $-1.00\n\n";
        Assert.Null(JournalRun.Read(Cost).Refusal);
        Assert.Equal("journal-unbalanced", JournalRun.Read(Cost + "2024-01-06 x\n  a  $1.000\n  b\n").Refusal?.Code);
        Assert.Null(JournalRun.Read("commodity $1.00\n" + Cost + "2024-01-06 x\n  a  $1.000\n  b\n").Refusal);
    }

    [Theory]
    [InlineData("a  1 X = 1 X", null)]
    [InlineData("a  1 X = 1.00 X", null)]
    [InlineData("a  1 X = 2 X", "journal-assertion-failed")]
    [InlineData("a  1 X = 1.001 X", "journal-assertion-failed")]
    [InlineData("a  1 X == 1 X", null)]
    [InlineData("a  1 X =* 1 X", null)]
    [InlineData("a  1 X = 0 Y", null)]
    [InlineData("a  1 X = 1 X @ $2", null)]
    [InlineData("a:sub  1 X\n    a  2 X =* 3 X", null)]
    [InlineData("a:sub  1 X\n    a  2 X = 3 X", "journal-assertion-failed")]
    [InlineData("a  5 Y\n    a  1 X == 1 X", "journal-assertion-failed")]
    [InlineData("a  5 Y\n    a  1 X = 1 X", null)]
    [InlineData("a:sub  5 Y\n    a  1 X ==* 1 X", "journal-assertion-failed")]
    [InlineData("ab  5 X\n    a  1 X =* 1 X", null)]
    public void An_assertion_holds_or_the_journal_is_refused(string postings, string? code) =>
        Assert.Equal(code, Read(postings, "b").Refusal?.Code);

    [Fact]
    public void Assertions_hold_in_order_of_date_not_of_the_file()
    {
        var late = "2024-01-09 x\n  a  1 X = 3 X\n  b\n\n";
        var early = "2024-01-05 x\n  a  2 X = 2 X\n  b\n\n";
        Assert.Null(JournalRun.Read(late + early).Refusal);
        Assert.Null(JournalRun.Read(early + late).Refusal);
        var wrong = JournalRun.Read(late + early.Replace("= 2 X", "= 3 X", StringComparison.Ordinal)).Refusal;
        Assert.Equal("journal-assertion-failed", wrong?.Code);
        Assert.Equal(6, wrong!.Args[0]);
    }

    [Fact]
    public void A_posting_with_its_own_date_is_asserted_on_that_date()
    {
        const string Text = """
            2024-01-05 x
              a  1 X  ; date: 2024-01-20
              b
            2024-01-10 x
              a  2 X = 2 X
              b
            2024-01-25 x
              a  0 X = 3 X
            """;
        Assert.Null(JournalRun.Read(Text).Refusal);
    }

    [Fact]
    public void A_balance_without_an_amount_is_reached()
    {
        const string Text = """
            2024-01-05 x
              a  = 10.00 X
              b
            2024-01-06 x
              a  = 4 X
              b
            2024-01-07 x
              a  5 Y
              b
            2024-01-08 x
              a  == 1 X
              b
            """;
        var run = JournalRun.Read(Text);
        Assert.Null(run.Refusal);
        Assert.Equal(1m, run.Balances["a\tX"]);
        Assert.False(run.Balances.ContainsKey("a\tY"));
    }

    [Theory]
    [InlineData("2024-01-09 x\n  a  = 5 X\n  b\n2024-01-05 x\n  a  1 X\n  b\n", "journal-assertion-failed")]
    [InlineData("2024-01-09 x\n  a  = 5 X  ; date: 2024-01-03\n  b\n", "journal-assignment-with-date")]
    [InlineData("2024-01-08 x\n  a  1 X\n  b\n2024-01-09 x\n  a  = 0\n  b\n", "journal-assignment-without-commodity")]
    public void An_assignment_that_the_programs_fill_differently_is_refused(string text, string code) =>
        Assert.Equal(code, JournalRun.Read(text).Refusal?.Code);

    [Fact]
    public void An_assignment_out_of_order_is_fine_where_both_orders_agree()
    {
        var run = JournalRun.Read("2024-01-09 x\n  a  = 5 X\n  b\n2024-01-05 x\n  c  1 X\n  b\n");
        Assert.Null(run.Refusal);
        Assert.Equal(5m, run.Balances["a\tX"]);
    }

    [Fact]
    public void Minor_units_are_as_fine_as_the_finest_amount_inferred_ones_included()
    {
        var run = Read("a  -4.00 RHT @ 21.14 CAD", "b  9.95 USD @ 0.96590 CAD", "c  72.06 CAD", "d");
        Assert.Equal(2.889295m, run.Balances["d\tCAD"]);
        Assert.Equal(6, run.Commodities.All.Single(c => c.Name is "CAD").Scale);
    }

    [Fact]
    public void A_commodity_that_would_need_more_than_eighteen_digits_is_refused()
    {
        var run = Read("a  123456789012 X", "b  -123456789012 X", "c  0.12345678 X", "d  -0.12345678 X");
        Assert.Equal("journal-commodity-too-many-digits", run.Refusal?.Code);
    }

    [Fact]
    public void Turnover_that_would_overflow_a_total_is_refused()
    {
        var text = string.Concat(
            Enumerable.Repeat("2024-01-05 x\n  a  999999999999999999 X\n  b  -999999999999999999 X\n", 5)
        );
        Assert.Equal("journal-amount-too-large", JournalRun.Read(text).Refusal?.Code);
    }

    private static JournalRun Read(params string[] postings) =>
        JournalRun.Read("2024-01-05 x\n" + string.Concat(postings.Select(p => "    " + p + "\n")));
}
