using System.Globalization;
using CsCheck;
using Dedal.Domain.PlainText;

namespace Dedal.Tests.Domain.PlainText;

/// <summary>Laws that hold for every transaction.</summary>
public sealed class JournalPropertyTests
{
    private static readonly string[] Names = ["$", "BOB", "A 1", "R$", "", "Ünit"];

    [Fact]
    public void Lines_move_exactly_what_the_legs_say()
    {
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Long[-1000, 1000])
            .Array[0, 30]
            .Sample(drawn =>
            {
                var (accounts, legs) = Balanced(drawn);
                var lines = new List<PairedLine>();
                Pairing.Pair(legs, accounts, lines);

                var moved = new Dictionary<int, long>();
                foreach (var line in lines)
                {
                    Assert.True(line.Amount > 0 && line.Debit != line.Credit);
                    Assert.Equal(accounts[line.Debit].Commodity, accounts[line.Credit].Commodity);
                    moved[line.Debit] = moved.GetValueOrDefault(line.Debit) + line.Amount;
                    moved[line.Credit] = moved.GetValueOrDefault(line.Credit) - line.Amount;
                }

                foreach (var account in legs.Select(l => l.Account).Distinct())
                {
                    Assert.Equal(
                        legs.Where(l => l.Account == account).Sum(l => l.Minor),
                        moved.GetValueOrDefault(account)
                    );
                }

                foreach (var group in legs.GroupBy(l => accounts[l.Account].Commodity))
                {
                    var most = Math.Max(group.Count(l => l.Minor != 0) - 1, 0);
                    Assert.True(lines.Count(l => accounts[l.Debit].Commodity == group.Key) <= most);
                }
            });
    }

    [Fact]
    public void What_is_rendered_and_read_again_has_the_same_balances_and_the_same_text()
    {
        Transactions.Sample(
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
        Transactions.Sample(drawn.Add, iter: 20, threads: 1, seed: "0000000000000");
        PeerRoundTripTests.Check(Render(drawn.SelectMany(d => d)));
    }

    [Fact]
    public void A_number_survives_text_and_minor_units()
    {
        Gen.Select(Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999], Gen.Byte[0, 18])
            .Sample(drawn =>
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

    private static (AccountTable, List<Leg>) Balanced((int Account, int Commodity, long Minor)[] drawn)
    {
        var commodities = new CommodityTable();
        var accounts = new AccountTable();
        var legs = drawn
            .Select(d => new Leg(accounts.Get($"a{d.Account}", commodities.Get($"c{d.Commodity}")).Id, d.Minor))
            .ToList();
        foreach (var group in legs.GroupBy(l => accounts[l.Account].Commodity).ToList())
        {
            legs.Add(new(accounts.Trading(group.Key).Id, -group.Sum(l => l.Minor)));
        }

        return (accounts, legs);
    }
}
