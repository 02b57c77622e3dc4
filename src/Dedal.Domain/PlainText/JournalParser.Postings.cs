namespace Dedal.Domain.PlainText;

/// <summary>Postings and comments of a transaction.</summary>
public sealed partial class JournalParser
{
    private readonly Dictionary<string, string> _resolved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _resolvedBySpan;

    private void ReadPostingLine(ReadOnlySpan<char> text)
    {
        if (text[0] == ';')
        {
            AddComment(text[1..]);
            return;
        }

        var postings = _transaction!.Postings;
        if (postings.Count >= _options.MaxPostings)
        {
            Fail("journal-too-many-postings", _options.MaxPostings);
            return;
        }

        var i = 0;
        var status = ReadStatus(text, ref i);
        var written = text[i..];
        var length = MeasureAccount(written);
        var rest = written[length..];
        var name = written[..length];
        var kind = KindOf(name);
        if (ResolveAccount(kind == PostingKind.Real ? name : name[1..^1].Trim()) is not { } account)
        {
            return;
        }

        var posting = ReadAmounts(rest, account, kind, status, out var comment);
        if (posting is null)
        {
            return;
        }

        FlushComment();
        postings.Add(posting);
        if (comment >= 0)
        {
            AddComment(rest[(comment + 1)..]);
        }
    }

    /// <summary>An account name may hold single spaces: two spaces or a tab end it.</summary>
    private static int MeasureAccount(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (true)
        {
            var next = text[at..].IndexOfAny(' ', '\t');
            if (next < 0)
            {
                return text.Length;
            }

            at += next;
            if (text[at] == '\t' || at + 1 == text.Length || text[at + 1] is ' ' or '\t')
            {
                return at;
            }

            at++;
        }
    }

    private static PostingKind KindOf(ReadOnlySpan<char> name) =>
        name.Length < 2 ? PostingKind.Real
        : name[0] == '(' && name[^1] == ')' ? PostingKind.Virtual
        : name[0] == '[' && name[^1] == ']' ? PostingKind.BalancedVirtual
        : PostingKind.Real;

    private JournalPosting? ReadAmounts(
        ReadOnlySpan<char> rest,
        string account,
        PostingKind kind,
        JournalStatus status,
        out int comment
    )
    {
        comment = -1;
        var i = 0;
        AmountReader.SkipSpaces(rest, ref i);
        Quantity? quantity = null;
        Commodity? commodity = null;
        if (i < rest.Length && rest[i] is not (';' or '='))
        {
            if (_amounts.Read(rest, ref i, out var amount, out commodity) is { } problem)
            {
                Fail(problem, Excerpt(rest.Trim()));
                return null;
            }

            quantity = amount;
        }

        if (!ReadTail(rest, ref i, quantity is not null, out var tail))
        {
            return null;
        }

        comment = i < rest.Length ? i : -1;
        return new()
        {
            Account = account,
            Kind = kind,
            Status = status,
            Amount = quantity,
            Commodity = commodity,
            Cost = tail.Cost,
            Lot = tail.Lot,
            Assertion = tail.Assertion,
            Line = _line,
        };
    }

    private readonly record struct Tail(JournalCost? Cost, string? Lot, BalanceAssertion? Assertion);

    /// <summary>What may follow an amount: cost, lot, assertion; stops at the comment or the end.</summary>
    private bool ReadTail(ReadOnlySpan<char> s, ref int i, bool hasAmount, out Tail tail)
    {
        tail = default;
        while (true)
        {
            AmountReader.SkipSpaces(s, ref i);
            if (i >= s.Length || s[i] == ';')
            {
                return true;
            }

            var rest = s[i..];
            var read = rest[0] switch
            {
                '=' when tail.Assertion is null => ReadAssertion(s, ref i, ref tail),
                '@' when MayHaveCost(hasAmount, tail) => ReadCost(s, ref i, ref tail),
                '(' when rest.StartsWith("(@") && MayHaveCost(hasAmount, tail) => ReadCost(s, ref i, ref tail),
                '{' or '[' or '(' when hasAmount && tail.Assertion is null => ReadLot(s, ref i, ref tail),
                // After an assertion a cost or lot may stand; it changes nothing.
                '@' or '{' or '[' when tail.Assertion is not null => SkipAssertionTail(s, ref i),
                _ => false,
            };
            if (!read)
            {
                Fail("journal-amount-trailing", Excerpt(rest));
                return false;
            }
        }
    }

    private static bool MayHaveCost(bool hasAmount, Tail tail) =>
        hasAmount && tail.Cost is null && tail.Assertion is null;

    private bool ReadCost(ReadOnlySpan<char> s, ref int i, ref Tail tail)
    {
        // ledger's "(@)" is a cost that makes no market price: the same for us.
        var parenthesised = s[i] == '(';
        i += parenthesised ? 1 : 0;
        var signs = 0;
        while (i < s.Length && s[i] == '@')
        {
            i++;
            signs++;
        }

        if (signs > 2 || (parenthesised && (i >= s.Length || s[i] != ')')))
        {
            return false;
        }

        i += parenthesised ? 1 : 0;
        AmountReader.SkipSpaces(s, ref i);
        if (i < s.Length && s[i] == '=')
        {
            i++;
        }

        _amounts.MayCut = true;
        var problem = _amounts.Read(s, ref i, out var quantity, out var commodity);
        _amounts.MayCut = false;
        if (problem is not null)
        {
            Fail(problem, Excerpt(s.Trim()));
            return false;
        }

        tail = tail with { Cost = new(quantity, commodity, signs == 2, _amounts.WasCut) };
        return true;
    }

    private bool ReadAssertion(ReadOnlySpan<char> s, ref int i, ref Tail tail)
    {
        i++;
        var isTotal = i < s.Length && s[i] == '=';
        i += isTotal ? 1 : 0;
        var isInclusive = i < s.Length && s[i] == '*';
        i += isInclusive ? 1 : 0;
        if (_amounts.Read(s, ref i, out var quantity, out var commodity) is { } problem)
        {
            Fail(problem, Excerpt(s.Trim()));
            return false;
        }

        tail = tail with { Assertion = new(quantity, commodity, isTotal, isInclusive, _line) };
        return true;
    }

    private bool SkipAssertionTail(ReadOnlySpan<char> s, ref int i)
    {
        var ignored = default(Tail);
        return s[i] == '@' ? ReadCost(s, ref i, ref ignored) : ReadLot(s, ref i, ref ignored);
    }

    /// <summary>
    /// <c>{price}</c>, <c>{{total}}</c>, <c>{=fixed}</c>, <c>[date]</c>, <c>(note)</c>: kept as written.
    /// </summary>
    private bool ReadLot(ReadOnlySpan<char> s, ref int i, ref Tail tail)
    {
        var rest = s[i..];
        if (rest.StartsWith("(("))
        {
            Fail(AmountReader.Expression, Excerpt(rest));
            return false;
        }

        var close =
            rest.StartsWith("{{") ? "}}"
            : rest[0] == '{' ? "}"
            : rest[0] == '[' ? "]"
            : ")";
        var end = rest.IndexOf(close, StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var part = rest[..(end + close.Length)];
        if (close[0] == '}' && !IsLotPrice(part[close.Length..^close.Length]))
        {
            return false;
        }

        i += part.Length;
        tail = tail with { Lot = tail.Lot is null ? part.ToString() : string.Concat(tail.Lot, " ", part) };
        return tail.Lot.Length <= _options.MaxAccountLength;
    }

    /// <summary>Empty, or an amount, perhaps after the equals sign of a fixed price.</summary>
    private bool IsLotPrice(ReadOnlySpan<char> price)
    {
        price = price.Trim();
        price = price.Length > 0 && price[0] == '=' ? price[1..] : price;
        if (price.IsEmpty)
        {
            return true;
        }

        var i = 0;
        _amounts.AllowAmbiguous = true;
        var problem = _amounts.Read(price, ref i, out _, out _);
        _amounts.AllowAmbiguous = false;
        return problem is null && price[i..].Trim().IsEmpty;
    }

    /// <summary>The full name after parents and aliases, one string per written name.</summary>
    private string? ResolveAccount(ReadOnlySpan<char> written)
    {
        if (_resolvedBySpan.TryGetValue(written, out var known))
        {
            return known;
        }

        var name = ApplyAliases(_parent is null ? written.ToString() : string.Concat(_parent, ":", written));
        if (name.AsSpan().Trim(':').Trim().IsEmpty)
        {
            Fail("journal-account-missing");
            return null;
        }

        if (name.Length > _options.MaxAccountLength || name.AsSpan().Count(':') >= _options.MaxAccountDepth)
        {
            Fail("journal-account-too-long", _options.MaxAccountLength, _options.MaxAccountDepth);
            return null;
        }

        if (_resolved.Count >= _options.MaxAccounts)
        {
            Fail("journal-too-many-accounts", _options.MaxAccounts);
            return null;
        }

        _resolved.Add(written.ToString(), name);
        return name;
    }
}
