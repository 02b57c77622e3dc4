using System.Runtime.InteropServices;

namespace Dedal.Domain.PlainText;

/// <summary>
/// The balancing rules on which hledger and ledger agree: amounts count at their cost, real and bracketed postings
/// balance separately, one posting of each may leave its amount out, and two commodities without costs are a
/// conversion.
/// Keeps scratch space between transactions; not for use by two threads.
/// </summary>
internal sealed class Balancer(int maxPostings)
{
    private readonly List<Sum> _sums = [];

    private struct Sum
    {
        public Commodity Commodity;
        public Int128 Value;
        public int Scale;
    }

    /// <summary>
    /// Replaces each posting without an amount by postings with the amounts that balance it, one for each commodity
    /// (none left over: it stays without amount and means nothing), then checks the rest.
    /// </summary>
    /// <param name="check">False in the first pass, when the precision of commodities is not yet known.</param>
    public Refusal? Complete(JournalTransaction transaction, bool check)
    {
        var postings = transaction.Postings;
        return CompleteKind(transaction, postings, PostingKind.Real, check)
            ?? CompleteKind(transaction, postings, PostingKind.BalancedVirtual, check);
    }

    private Refusal? CompleteKind(
        JournalTransaction transaction,
        List<JournalPosting> postings,
        PostingKind kind,
        bool check
    )
    {
        if (!TrySum(postings, kind, out var missing, out var second, out var converted, out var any))
        {
            return new(NumberReader.TooManyDigits, null, transaction.Line, transaction.Description);
        }

        if (second >= 0)
        {
            return new("journal-two-amounts-missing", null, postings[second].Line);
        }

        if (!any)
        {
            return null;
        }

        if (missing >= 0)
        {
            return postings.Exists(p => p.Kind == kind && p.Cost is { IsCut: true })
                ? new(NumberReader.TooManyDigits, null, postings[missing].Line, postings[missing].Account)
                : Infer(postings, missing);
        }

        return check && !IsBalanced(converted) ? Unbalanced(transaction) : null;
    }

    private bool TrySum(
        List<JournalPosting> postings,
        PostingKind kind,
        out int missing,
        out int second,
        out bool converted,
        out bool any
    )
    {
        _sums.Clear();
        missing = second = -1;
        converted = any = false;
        for (var i = 0; i < postings.Count; i++)
        {
            var posting = postings[i];
            if (posting.Kind != kind)
            {
                continue;
            }

            any = true;
            if (posting.Amount is not { } amount)
            {
                // An assignment whose balance is not yet known (first pass) is no second gap.
                second = missing >= 0 && posting.Assertion is null ? i : second;
                missing = posting.Assertion is null && missing < 0 ? i : missing;
                continue;
            }

            converted |= posting.Cost is not null;
            var added = posting.Cost is { } cost
                ? Add(cost.Commodity, CostOf(amount, cost, out var scale), scale)
                : Add(posting.Commodity!, amount.Mantissa, amount.Scale);
            if (!added)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What an amount cost in all, with the amount's sign.</summary>
    internal static Int128 CostOf(Quantity amount, JournalCost cost, out int scale)
    {
        if (cost.IsTotal)
        {
            scale = cost.Quantity.Scale;
            return amount.Mantissa < 0 ? -(Int128)cost.Quantity.Mantissa : cost.Quantity.Mantissa;
        }

        scale = amount.Scale + cost.Quantity.Scale;
        return (Int128)amount.Mantissa * cost.Quantity.Mantissa;
    }

    private bool Add(Commodity commodity, Int128 value, int scale)
    {
        if (commodity.SumSlot >= _sums.Count || _sums[commodity.SumSlot].Commodity != commodity)
        {
            commodity.SumSlot = _sums.Count;
            _sums.Add(new() { Commodity = commodity });
        }

        ref var sum = ref CollectionsMarshal.AsSpan(_sums)[commodity.SumSlot];
        return Decimals.TryAdd(ref sum.Value, ref sum.Scale, value, scale);
    }

    private Refusal? Infer(List<JournalPosting> postings, int missing)
    {
        var gap = postings[missing];
        var at = missing;
        foreach (var sum in _sums)
        {
            if (sum.Value == 0)
            {
                continue;
            }

            var (value, scale) = (-sum.Value, sum.Scale);
            var written = sum.Commodity.WrittenPrecision ?? sum.Commodity.CostPrecision;
            while (scale > written && value % 10 == 0)
            {
                value /= 10;
                scale--;
            }

            if (!Quantity.TryFromMinor(value, scale, out var quantity))
            {
                return new(NumberReader.TooManyDigits, null, gap.Line, gap.Account);
            }

            var filled = gap.With(quantity, sum.Commodity);
            if (at == missing)
            {
                postings[at] = filled;
            }
            else
            {
                postings.Insert(at, filled);
            }

            at++;
            if (postings.Count > maxPostings)
            {
                return new("journal-too-many-postings", null, gap.Line, maxPostings);
            }
        }

        return null;
    }

    /// <summary>
    /// What remains of a kind of postings, exactly: nothing for most transactions. Null beyond 128 bits.
    /// </summary>
    public List<Residual>? Residuals(JournalTransaction transaction, PostingKind kind) =>
        TrySum(transaction.Postings, kind, out _, out _, out _, out _)
            ? [.. _sums.Where(s => s.Value != 0).Select(s => new Residual(s.Commodity, s.Value, s.Scale))]
            : null;

    private bool IsBalanced(bool converted)
    {
        int positive = 0,
            negative = 0,
            visible = 0;
        foreach (var sum in _sums)
        {
            positive += sum.Value > 0 ? 1 : 0;
            negative += sum.Value < 0 ? 1 : 0;
            visible += IsVisible(sum) ? 1 : 0;
        }

        return visible == 0 || (positive == 1 && negative == 1 && !converted);
    }

    /// <summary>
    /// Does the sum show at the commodity's precision? Up to half of its last decimal does not (hledger).
    /// </summary>
    private static bool IsVisible(Sum sum)
    {
        var beyond = sum.Scale - sum.Commodity.Precision;
        return beyond <= 0 ? sum.Value != 0 : Int128.Abs(sum.Value) > 5 * Decimals.Power(beyond - 1);
    }

    private Refusal Unbalanced(JournalTransaction transaction)
    {
        const int Shown = 3;
        var parts = new List<string>();
        foreach (var sum in _sums)
        {
            if (IsVisible(sum) && parts.Count < Shown)
            {
                var number = Quantity.TryFromMinor(sum.Value, sum.Scale, out var exact) ? exact.ToString() : "…";
                parts.Add(sum.Commodity.Name.Length == 0 ? number : $"{number} {sum.Commodity.Name}");
            }
        }

        return new("journal-unbalanced", null, transaction.Line, transaction.Description, string.Join(", ", parts));
    }
}

/// <summary>A sum of a transaction that is not zero: value / 10^scale.</summary>
internal readonly record struct Residual(Commodity Commodity, Int128 Value, int Scale);
