using System.Globalization;
using CsCheck;
using Dedal.Domain.PlainText;
using Dedal.Tests.Support;

namespace Dedal.Tests.Domain.PlainText;

/// <summary>Laws that hold for every transaction.</summary>
public sealed class JournalPropertyTests
{
    private static readonly string[] Names = ["$", "BOB", "A 1", "R$", "", "Ünit"];

    [Fact]
    public void What_is_rendered_and_read_again_has_the_same_balances_and_the_same_text()
    {
        Transactions.Always(
            transactions =>
            {
                var first = JournalRun.Read(Render(transactions));
                Assert.Null(first.Refusal);
                var text = ExportTests.Export(first.Transactions);
                var second = JournalRun.Read(text);
                Assert.Null(second.Refusal);
                Assert.Equal(ExportTests.Sorted(first.Balances), ExportTests.Sorted(second.Balances));
                Assert.Equal(text, ExportTests.Export(second.Transactions));
            },
            iter: 2_000
        );
    }

    [Fact]
    public void Both_programs_agree_with_random_exports()
    {
        var drawn = new List<Drawn[]>();
        Transactions.Always(drawn.Add, iter: 20, threads: 1);
        PeerRoundTripTests.Check(Render(drawn.SelectMany(d => d)));
    }

    [Fact]
    public void A_number_survives_text_and_minor_units()
    {
        Gen.Select(Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999], Gen.Byte[0, 18])
            .Always(drawn =>
            {
                var quantity = new Quantity(drawn.Item1, drawn.Item2);
                Assert.True(Quantity.TryParse(quantity.ToString(), out var parsed));
                Assert.Equal(quantity, parsed);
                Assert.True(quantity.TryToMinor(quantity.Scale, out var minor));
                Assert.Equal(quantity.Mantissa, minor);
                Assert.True(Quantity.TryFromMinor(minor, quantity.Scale, out var back));
                Assert.Equal(quantity, back);
            });
    }

    private sealed record Drawn(
        int Day,
        (int Account, int Commodity, int Units, int Scale, int Cost, int Kind)[] Postings
    );

    private static Gen<Drawn[]> Transactions { get; } =
        Gen.Select(
            Gen.Int[1, 28],
            Gen.Select(
                Gen.Int[0, 5],
                Gen.Int[0, Names.Length - 1],
                Gen.Int[-100_000, 100_000],
                Gen.Int[0, 4],
                Gen.Int[0, 12],
                Gen.Int[0, 9]
            ).Array[1, 5],
            (day, postings) => new Drawn(day, postings)
        ).Array[1, 6];

    /// <summary>
    /// Random postings, made to balance by a last one without an amount; some have costs, some are virtual.
    /// </summary>
    private static string Render(IEnumerable<Drawn> transactions)
    {
        var text = new System.Text.StringBuilder();
        foreach (var transaction in transactions)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"2024-01-{transaction.Day:00} * (c{transaction.Day}) payee ; k: v\n"
            );
            foreach (var (account, commodity, units, scale, cost, kind) in transaction.Postings)
            {
                var name = kind == 0 ? $"(cuenta {account}:sub)" : $"cuenta {account}:sub";
                var amount = $"{new Quantity(units, (byte)scale)} \"{Names[commodity]}\"".Replace(" \"\"", "");
                var priced =
                    cost > 8 && units != 0 && commodity != 1 ? $" @{(cost > 10 ? "@" : "")} {cost}.{cost:00} BOB" : "";
                text.Append(CultureInfo.InvariantCulture, $"    {name}  {amount}{priced}  ; note {account}\n");
            }

            text.Append("    resto\n\n");
        }

        return text.ToString();
    }
}
