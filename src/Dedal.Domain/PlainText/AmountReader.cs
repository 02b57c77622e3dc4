using System.Buffers;

namespace Dedal.Domain.PlainText;

/// <summary>
/// Reads amounts (<c>$-10.00</c>, <c>1 234,50 BOB</c>, <c>5 "DE 0002"</c>) from a line. Holds what directives have
/// said so
/// far about numbers: the decimal mark of the file and the default commodity.
/// </summary>
internal sealed class AmountReader(CommodityTable commodities)
{
    internal const string Missing = "journal-amount-missing";
    internal const string Expression = "journal-expression-unsupported";
    internal const string TooManyCommodities = "journal-too-many-commodities";
    internal const string CommodityMalformed = "journal-commodity-malformed";

    // hledger's set of characters that need quotes, but with those that only ledger refuses left allowed.
    private static readonly SearchValues<char> NotInSymbol = SearchValues.Create(
        "0123456789-+.,@*;\t\n\v\f\r \"{}=()<>[]\u00a0\u2007\u2009\u202f'"
    );

    /// <summary>Set by <c>decimal-mark</c>; NUL before.</summary>
    public char DecimalMark { get; set; }

    /// <summary>Set by <c>D</c>: the commodity of amounts written without one.</summary>
    public Commodity? DefaultCommodity { get; set; }

    /// <summary>
    /// True where a number that two programs read differently is of no consequence (market prices, lots).
    /// </summary>
    public bool AllowAmbiguous { get; set; }

    /// <summary>
    /// True for costs: decimals beyond 18 digits are dropped, because a cost is only compared and never stored.
    /// </summary>
    public bool MayCut { get; set; }

    /// <summary>Did the last amount lose decimals?</summary>
    public bool WasCut { get; private set; }

    /// <summary>
    /// Reads one amount at <paramref name="i"/> and moves behind it. Returns null or the code of a refusal.
    /// </summary>
    public string? Read(ReadOnlySpan<char> s, ref int i, out Quantity quantity, out Commodity commodity)
    {
        quantity = default;
        commodity = null!;
        SkipSpaces(s, ref i);
        if (i < s.Length && s[i] == '(')
        {
            return ReadParenthesised(s, ref i, out quantity, out commodity);
        }

        var negative = ReadSign(s, ref i);
        if (i >= s.Length)
        {
            return Missing;
        }

        return char.IsAsciiDigit(s[i]) || s[i] == '.'
            ? ReadNumberFirst(s, ref i, negative, out quantity, out commodity)
            : ReadSymbolFirst(s, ref i, negative, out quantity, out commodity);
    }

    private string? ReadNumberFirst(
        ReadOnlySpan<char> s,
        ref int i,
        bool negative,
        out Quantity quantity,
        out Commodity commodity
    )
    {
        quantity = default;
        commodity = null!;
        var number = s.Slice(i, NumberReader.Measure(s[i..]));
        i += number.Length;
        var exponent = s.Slice(i, NumberReader.MeasureExponent(s[i..]));
        i += exponent.Length;
        var behind = i;
        SkipSpaces(s, ref i);
        if (!TryReadSymbol(s, ref i, out var symbol))
        {
            return CommodityMalformed;
        }

        if (symbol.IsEmpty)
        {
            i = behind;
        }

        commodity = symbol.IsEmpty && DefaultCommodity is { } standard ? standard : commodities.Get(symbol);
        return Interpret(number, exponent, negative, commodity, out quantity);
    }

    private string? ReadSymbolFirst(
        ReadOnlySpan<char> s,
        ref int i,
        bool negative,
        out Quantity quantity,
        out Commodity commodity
    )
    {
        quantity = default;
        commodity = null!;
        if (!TryReadSymbol(s, ref i, out var symbol))
        {
            return CommodityMalformed;
        }

        if (symbol.IsEmpty)
        {
            return Missing;
        }

        SkipSpaces(s, ref i);
        negative ^= ReadSign(s, ref i);
        var number = s.Slice(i, NumberReader.Measure(s[i..]));
        if (number.IsEmpty)
        {
            return NumberReader.Malformed;
        }

        i += number.Length;
        var exponent = s.Slice(i, NumberReader.MeasureExponent(s[i..]));
        i += exponent.Length;
        commodity = commodities.Get(symbol);
        return Interpret(number, exponent, negative, commodity, out quantity);
    }

    private string? Interpret(
        ReadOnlySpan<char> number,
        ReadOnlySpan<char> exponent,
        bool negative,
        Commodity commodity,
        out Quantity quantity
    )
    {
        if (commodities.IsFull)
        {
            quantity = default;
            return TooManyCommodities;
        }

        var style = commodity.Style;
        var cut = MayCut;
        var problem = NumberReader.Read(number, exponent, DecimalMark, ref style, ref cut, out quantity);
        WasCut = cut;
        if (AllowAmbiguous)
        {
            // Nothing is learnt where the number does not count.
            return problem is NumberReader.Ambiguous ? null : problem;
        }

        commodity.Style = style;
        quantity = negative ? quantity.Negated : quantity;
        return problem;
    }

    /// <summary>ledger's parentheses hold an expression; one plain amount in them needs no arithmetic.</summary>
    private string? ReadParenthesised(ReadOnlySpan<char> s, ref int i, out Quantity quantity, out Commodity commodity)
    {
        var inside = i + 1;
        SkipSpaces(s, ref inside);
        quantity = default;
        commodity = null!;
        if (inside < s.Length && s[inside] == '(')
        {
            return Expression;
        }

        if (Read(s, ref inside, out quantity, out commodity) is { } problem)
        {
            return problem is NumberReader.Ambiguous or NumberReader.TooManyDigits ? problem : Expression;
        }

        SkipSpaces(s, ref inside);
        if (inside >= s.Length || s[inside] != ')')
        {
            return Expression;
        }

        i = inside + 1;
        return null;
    }

    /// <summary>
    /// A quoted or plain symbol; empty when there is none; false when a quote is not closed or holds nothing.
    /// </summary>
    public static bool TryReadSymbol(ReadOnlySpan<char> s, ref int i, out ReadOnlySpan<char> symbol)
    {
        symbol = default;
        if (i >= s.Length)
        {
            return true;
        }

        if (s[i] == '"')
        {
            var length = s[(i + 1)..].IndexOf('"');
            if (length <= 0)
            {
                return false;
            }

            symbol = s.Slice(i + 1, length);
            if (symbol.Contains(';'))
            {
                // hledger takes everything behind a semicolon for a comment, even in quotes.
                return false;
            }

            i += length + 2;
            return true;
        }

        var end = s[i..].IndexOfAny(NotInSymbol);
        symbol = end < 0 ? s[i..] : s.Slice(i, end);
        i += symbol.Length;
        return true;
    }

    public static void SkipSpaces(ReadOnlySpan<char> s, ref int i)
    {
        while (i < s.Length && (s[i] == ' ' || s[i] == '\t' || char.IsWhiteSpace(s[i])))
        {
            i++;
        }
    }

    private static bool ReadSign(ReadOnlySpan<char> s, ref int i)
    {
        if (i >= s.Length || s[i] is not ('-' or '+'))
        {
            return false;
        }

        var negative = s[i] == '-';
        i++;
        SkipSpaces(s, ref i);
        return negative;
    }
}
