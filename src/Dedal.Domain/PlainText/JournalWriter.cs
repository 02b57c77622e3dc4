using System.Globalization;
using System.Text;

namespace Dedal.Domain.PlainText;

/// <summary>
/// Renders complete transactions as journal text that hledger and ledger both read, with the same balances: decimal
/// point,
/// no grouping, every amount written out. Balance assertions are left out (the programs check them in different
/// orders).
/// </summary>
public sealed class JournalWriter
{
    // Words of ledger's expression language need quotes as commodities.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "and",
        "any",
        "all",
        "div",
        "else",
        "false",
        "if",
        "not",
        "or",
        "true",
    };

    private readonly Balancer _balancer = new(int.MaxValue);

    /// <summary>
    /// First lines of an export: says what the point in numbers is (hledger; ledger skips directives that it does not
    /// know).
    /// </summary>
    public static void WriteHeader(StringBuilder text) => text.Append("decimal-mark .\n\n");

    /// <summary>
    /// Appends one transaction and an empty line. Every posting must have its amount (or mean nothing).
    /// </summary>
    public void Write(JournalTransaction transaction, StringBuilder text)
    {
        WriteHeadline(transaction, text);
        var real = Plan(transaction, PostingKind.Real);
        var bracketed = Plan(transaction, PostingKind.BalancedVirtual);
        foreach (var posting in transaction.Postings)
        {
            var plan = posting.Kind switch
            {
                PostingKind.Real => real,
                PostingKind.BalancedVirtual => bracketed,
                _ => default,
            };
            WritePosting(posting, plan, text);
        }

        text.Append('\n');
    }

    /// <summary>
    /// How to write one kind of postings so that they balance exactly, not only within a program's tolerance.
    /// </summary>
    /// <param name="AllVirtual">Neither program would accept them as they are: write each as unbalanced
    /// virtual.</param>
    /// <param name="Adjusted">This posting gets <paramref name="Cost"/> as its total cost.</param>
    /// <param name="Split">From this posting <paramref name="Rest"/> is written as an unbalanced virtual
    /// posting.</param>
    private readonly record struct WritingPlan(
        bool AllVirtual,
        JournalPosting? Adjusted,
        Quantity Cost,
        Commodity? CostCommodity,
        JournalPosting? Split,
        Quantity Rest
    );

    private WritingPlan Plan(JournalTransaction transaction, PostingKind kind)
    {
        var hasCosts = false;
        foreach (var posting in transaction.Postings)
        {
            if (posting.Kind == kind && posting.Cost is { } cost)
            {
                hasCosts = true;
                if (
                    cost.Quantity.Mantissa < 0
                    || cost.Commodity == posting.Commodity
                    || posting.Amount is { IsZero: true }
                )
                {
                    // hledger takes these costs, ledger does not.
                    return new() { AllVirtual = true };
                }
            }
        }

        var residuals = _balancer.Residuals(transaction, kind);
        return residuals switch
        {
            null => new() { AllVirtual = true },
            [] => default,
            [var one] => PlanFor(transaction, kind, one),
            [var a, var b] when !hasCosts && Int128.Sign(a.Value) != Int128.Sign(b.Value) => PlanConversion(
                transaction,
                kind,
                a,
                b
            ),
            _ => new() { AllVirtual = true },
        };
    }

    private static WritingPlan PlanFor(JournalTransaction transaction, PostingKind kind, Residual residual)
    {
        var postings = transaction.Postings;
        var priced = postings.FindLast(p => p.Kind == kind && p.Cost?.Commodity == residual.Commodity);
        if (priced is { Cost: { } cost, Amount: { } amount })
        {
            var total = Balancer.CostOf(amount, cost, out var scale);
            var sign = Int128.Sign(total);
            if (
                Decimals.TryAdd(ref total, ref scale, -residual.Value, residual.Scale)
                && Int128.Sign(total) == sign
                && Quantity.TryFromMinor(Int128.Abs(total), scale, out var exact)
            )
            {
                return new()
                {
                    Adjusted = priced,
                    Cost = exact,
                    CostCommodity = cost.Commodity,
                };
            }
        }

        var plain = postings.FindLast(p => p.Kind == kind && p.Cost is null && p.Commodity == residual.Commodity);
        return plain is not null && Quantity.TryFromMinor(residual.Value, residual.Scale, out var rest)
            ? new() { Split = plain, Rest = rest }
            : new() { AllVirtual = true };
    }

    /// <summary>
    /// Two commodities without a cost: ledger works the cost out itself, but stumbles over unbalanced virtual postings
    /// in the same transaction; then the cost is written where a single posting can carry it.
    /// </summary>
    private static WritingPlan PlanConversion(
        JournalTransaction transaction,
        PostingKind kind,
        Residual first,
        Residual second
    )
    {
        if (!transaction.Postings.Exists(p => p.Kind == PostingKind.Virtual))
        {
            return default;
        }

        foreach (var (own, other) in new[] { (first, second), (second, first) })
        {
            var carriers = transaction.Postings.FindAll(p => p.Kind == kind && p.Commodity == own.Commodity);
            if (carriers is [var single] && Quantity.TryFromMinor(Int128.Abs(other.Value), other.Scale, out var total))
            {
                return new()
                {
                    Adjusted = single,
                    Cost = total,
                    CostCommodity = other.Commodity,
                };
            }
        }

        return new() { AllVirtual = true };
    }

    private static void WriteHeadline(JournalTransaction transaction, StringBuilder text)
    {
        WriteDate(transaction.Date, text);
        if (transaction.SecondaryDate is { } second)
        {
            text.Append('=');
            WriteDate(second, text);
        }

        text.Append(StatusMark(transaction.Status, " *", " !"));
        var description = OneLine(transaction.Description).Replace(';', ',');
        if ((transaction.Code ?? (description.StartsWith('(') ? "" : null)) is { } code)
        {
            // A description that starts with a parenthesis would be read as a code: an empty one goes before it.
            text.Append(" (").Append(OneLine(code).Replace(')', ']')).Append(')');
        }

        if (description.Length > 0)
        {
            text.Append(' ').Append(description);
        }

        text.Append('\n');
        WriteComment(transaction.Comment, text);
    }

    private static void WritePosting(JournalPosting posting, WritingPlan plan, StringBuilder text)
    {
        var kind = plan.AllVirtual ? PostingKind.Virtual : posting.Kind;
        text.Append("    ").Append(StatusMark(posting.Status, "* ", "! "));
        WriteAccount(posting.Account, kind, text);
        var (amount, isSplit) = (posting.Amount ?? Quantity.Zero, ReferenceEquals(plan.Split, posting));
        if (isSplit && TrySubtract(amount, plan.Rest, out var kept))
        {
            WriteAmount(kept, posting.Commodity, text);
        }
        else
        {
            WriteAmount(amount, posting.Commodity, text);
        }

        if (plan.Adjusted == posting)
        {
            text.Append(" @@");
            WriteAmount(plan.Cost, plan.CostCommodity, text, " ");
        }
        else if (posting.Cost is { } cost && !plan.AllVirtual)
        {
            text.Append(cost.IsTotal ? " @@" : " @");
            WriteAmount(cost.Quantity, cost.Commodity, text, " ");
        }

        text.Append('\n');
        WriteComment(posting.Lot is { } lot ? "lot: " + lot.Replace("[", "").Replace("]", "") : null, text);
        WriteComment(posting.Comment, text);
        if (isSplit)
        {
            text.Append("    ");
            WriteAccount(posting.Account, PostingKind.Virtual, text);
            WriteAmount(plan.Rest, posting.Commodity, text);
            text.Append('\n');
        }
    }

    private static bool TrySubtract(Quantity amount, Quantity rest, out Quantity kept)
    {
        Int128 value = amount.Mantissa;
        int scale = amount.Scale;
        kept = default;
        return Decimals.TryAdd(ref value, ref scale, -rest.Mantissa, rest.Scale)
            && Quantity.TryFromMinor(value, scale, out kept);
    }

    private static void WriteAccount(string account, PostingKind kind, StringBuilder text)
    {
        var (open, close) = kind switch
        {
            PostingKind.Virtual => ("(", ")"),
            PostingKind.BalancedVirtual => ("[", "]"),
            _ => ("", ""),
        };
        text.Append(open).Append(OneLine(account)).Append(close);
    }

    private static void WriteAmount(Quantity amount, Commodity? commodity, StringBuilder text, string gap = "  ")
    {
        Span<char> buffer = stackalloc char[24];
        var number = buffer[..amount.Format(buffer)];
        var name = commodity?.Name ?? "";
        text.Append(gap);
        if (name.Length > 0 && char.GetUnicodeCategory(name[^1]) == UnicodeCategory.CurrencySymbol && IsPlain(name))
        {
            text.Append(name).Append(number);
            return;
        }

        text.Append(number);
        if (name.Length > 0)
        {
            var quote = IsPlain(name) ? "" : "\"";
            text.Append(' ').Append(quote).Append(name).Append(quote);
        }
    }

    private static bool IsPlain(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsLetter(c) && char.GetUnicodeCategory(c) != UnicodeCategory.CurrencySymbol)
            {
                return false;
            }
        }

        return !Reserved.Contains(name);
    }

    private static void WriteComment(string? comment, StringBuilder text)
    {
        if (comment is null)
        {
            return;
        }

        foreach (var line in comment.Split('\n'))
        {
            text.Append("    ; ").Append(OneLine(line)).Append('\n');
        }
    }

    private static void WriteDate(DateOnly date, StringBuilder text) =>
        text.Append(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}");

    private static string StatusMark(JournalStatus status, string cleared, string pending) =>
        status switch
        {
            JournalStatus.Cleared => cleared,
            JournalStatus.Pending => pending,
            _ => "",
        };

    /// <summary>
    /// Two spaces would end an account name, a line feed the line: every run of white space becomes one space.
    /// </summary>
    private static string OneLine(string text)
    {
        var needsWork = text.Length > 0 && (text[0] == ' ' || text[^1] == ' ');
        for (var i = 0; i < text.Length && !needsWork; i++)
        {
            needsWork =
                (char.IsWhiteSpace(text[i]) && (text[i] != ' ' || text[i - 1] == ' ')) || char.IsControl(text[i]);
        }

        if (!needsWork)
        {
            return text;
        }

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(string.Join(' ', words).Where(c => !char.IsControl(c)));
    }
}
