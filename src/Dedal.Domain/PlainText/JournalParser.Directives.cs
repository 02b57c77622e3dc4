using System.Globalization;

namespace Dedal.Domain.PlainText;

/// <summary>Directives and everything else that starts in the first column and is no transaction.</summary>
public sealed partial class JournalParser
{
    private readonly List<(string Old, string New)> _aliases = [];
    private readonly List<(string Kind, string Value)> _applied = [];
    private readonly List<string> _appliedTags = [];

    private int? _year;
    private string? _parent;
    private string? _directiveAccount;
    private Commodity? _directiveCommodity;

    /// <summary>ledger's <c>bucket</c> / <c>A</c>: takes what a transaction of one posting leaves open.</summary>
    public string? Bucket { get; private set; }

    private void ReadDirective(ReadOnlySpan<char> line)
    {
        var c = line[0];
        if (c is ';' or '#' or '*' or '%' or '|')
        {
            return;
        }

        // Old spellings: "!include", "@alias".
        var text = c is '!' or '@' ? line[1..].TrimStart() : line;
        var end = text.IndexOfAny(' ', '\t');
        var word = end < 0 ? text : text[..end];
        var rest = end < 0 ? default : text[end..].Trim();
        switch (word)
        {
            case "account":
                ReadAccount(rest);
                break;
            case "commodity":
                ReadCommodity(rest);
                break;
            case "comment" when rest.IsEmpty:
                _context = Context.CommentBlock;
                break;
            case "test":
                _context = Context.TestBlock;
                break;
            case "decimal-mark":
                ReadDecimalMark(rest);
                break;
            case "alias":
                ReadAlias(rest);
                break;
            case "apply":
                ReadApply(rest);
                break;
            case "end":
                ReadEnd(rest);
                break;
            case "bucket" or "A":
                Bucket = ResolveAccount(WithoutComment(rest));
                break;
            case "year" or "Y":
                ReadYear(WithoutComment(rest));
                break;
            case "payee" or "tag" or "N" or "C" or "pop":
                // Declarations and conversions that change no amount as written.
                _context = Context.SkippedBlock;
                break;
            case "P":
                ReadPrice(rest);
                break;
            default:
                ReadOther(text, word, rest);
                break;
        }
    }

    private void ReadOther(ReadOnlySpan<char> line, ReadOnlySpan<char> word, ReadOnlySpan<char> rest)
    {
        // A line may hold nothing but the "!" of an old spelling.
        switch (line.IsEmpty ? '!' : line[0])
        {
            case '~':
                // Periodic transactions are budgets: neither program posts them unless asked.
                _context = Context.SkippedBlock;
                break;
            case 'D' when word.Length == 1:
                ReadDefaultCommodity(rest);
                break;
            case 'Y' when line.Length > 1 && char.IsAsciiDigit(line[1]):
                ReadYear(WithoutComment(line[1..]));
                break;
            case '=':
                Fail("journal-automated-unsupported", Excerpt(line));
                break;
            case 'i' or 'o' or 'I' or 'O' or 'b' or 'h' when word.Length == 1:
                Fail("journal-timeclock-unsupported", Excerpt(line));
                break;
            default:
                var include = word is "include" or "import";
                Fail(include ? "journal-include-unsupported" : "journal-directive-unknown", Excerpt(line));
                break;
        }
    }

    private void ReadAccount(ReadOnlySpan<char> rest)
    {
        var length = MeasureAccount(rest);
        _context = Context.AccountDirective;
        _directiveAccount = length == 0 ? null : ResolveAccount(rest[..length].TrimEnd());
        if (length == 0)
        {
            Fail("journal-account-missing");
        }
    }

    private void ReadAccountDetail(ReadOnlySpan<char> text)
    {
        var (word, value) = SplitWord(text);
        if (word is "alias" && !value.IsEmpty)
        {
            AddAlias(value.ToString(), _directiveAccount!);
        }
        else if (word is "default")
        {
            Bucket = _directiveAccount;
        }
    }

    private void ReadCommodity(ReadOnlySpan<char> rest)
    {
        rest = WithoutComment(rest);
        _context = Context.CommodityDirective;
        var i = 0;
        if (AmountReader.TryReadSymbol(rest, ref i, out var symbol) && i == rest.Length && !symbol.IsEmpty)
        {
            _directiveCommodity = _commodities.Get(symbol);
            return;
        }

        _directiveCommodity = DeclareStyle(rest);
        if (_directiveCommodity is null)
        {
            Fail(AmountReader.CommodityMalformed, Excerpt(rest));
        }
    }

    private void ReadCommodityDetail(ReadOnlySpan<char> text)
    {
        var (word, value) = SplitWord(text);
        if (word is "format")
        {
            var declared = DeclareStyle(WithoutComment(value));
            if (declared is null || declared != _directiveCommodity)
            {
                Fail(AmountReader.CommodityMalformed, Excerpt(text));
            }
        }
        else if (word is "default")
        {
            _amounts.DefaultCommodity = _directiveCommodity;
        }
    }

    private void ReadDefaultCommodity(ReadOnlySpan<char> rest)
    {
        rest = WithoutComment(rest);
        var declared = DeclareStyle(rest);
        if (declared is null)
        {
            Fail(AmountReader.CommodityMalformed, Excerpt(rest));
            return;
        }

        _amounts.DefaultCommodity = declared;
    }

    /// <summary>Takes decimal mark and decimals from a sample amount. Null when the text is not one amount.</summary>
    private Commodity? DeclareStyle(ReadOnlySpan<char> sample)
    {
        var i = 0;
        var saved = _amounts.DefaultCommodity;
        _amounts.DefaultCommodity = null;
        _amounts.AllowAmbiguous = true;
        var problem = _amounts.Read(sample, ref i, out var quantity, out var commodity);
        _amounts.AllowAmbiguous = false;
        _amounts.DefaultCommodity = saved;
        if (problem is not null || i != sample.Length)
        {
            return null;
        }

        var digits = sample[sample.IndexOfAnyInRange('0', '9')..];
        digits = digits[..NumberReader.Measure(digits)];
        var first = digits.IndexOfAny('.', ',');
        var last = digits.LastIndexOfAny('.', ',');
        var mark = _amounts.DecimalMark;
        if (mark == '\0' && last >= 0 && (first == last || digits[first] != digits[last]))
        {
            mark = digits[last];
        }

        commodity.Style = new(mark, SeenCommaDecimal: mark == ',', SeenPointGroup: mark == ',');
        commodity.DeclaredPrecision = quantity.Scale;
        return commodity;
    }

    private void ReadDecimalMark(ReadOnlySpan<char> rest)
    {
        rest = WithoutComment(rest);
        if (rest is "." or ",")
        {
            _amounts.DecimalMark = rest[0];
        }
        else
        {
            Fail("journal-directive-malformed", "decimal-mark");
        }
    }

    private void ReadYear(ReadOnlySpan<char> rest)
    {
        if (
            int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year is >= 1 and <= 9999
        )
        {
            _year = year;
        }
        else
        {
            Fail("journal-date-invalid", Excerpt(rest));
        }
    }

    /// <summary>Market prices post nothing; they are read only so that a mangled line does not pass.</summary>
    private void ReadPrice(ReadOnlySpan<char> rest)
    {
        var i = 0;
        if (!JournalDates.TryRead(rest, ref i, _year, out _))
        {
            Fail("journal-date-invalid", FirstWord(rest));
            return;
        }

        AmountReader.SkipSpaces(rest, ref i);
        var word = FirstWordOf(rest[i..]);
        if (word.Contains(':') && char.IsAsciiDigit(word[0]))
        {
            i += word.Length;
            AmountReader.SkipSpaces(rest, ref i);
        }

        var named = AmountReader.TryReadSymbol(rest, ref i, out var symbol) && !symbol.IsEmpty;
        _amounts.AllowAmbiguous = true;
        var problem = named ? _amounts.Read(rest, ref i, out _, out _) : AmountReader.CommodityMalformed;
        _amounts.AllowAmbiguous = false;
        if (problem is not (null or AmountReader.Expression))
        {
            Fail(problem, Excerpt(rest));
        }
    }

    private static ReadOnlySpan<char> FirstWordOf(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(' ', '\t');
        return end < 0 ? text : text[..end];
    }

    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf(';');
        return (at < 0 ? text : text[..at]).Trim();
    }

    private readonly ref struct WordAndValue(ReadOnlySpan<char> word, ReadOnlySpan<char> value)
    {
        private readonly ReadOnlySpan<char> _word = word;
        private readonly ReadOnlySpan<char> _value = value;

        public void Deconstruct(out ReadOnlySpan<char> word, out ReadOnlySpan<char> value)
        {
            word = _word;
            value = _value;
        }
    }

    private static WordAndValue SplitWord(ReadOnlySpan<char> text)
    {
        var word = FirstWordOf(text);
        return new(word, text[word.Length..].Trim());
    }
}
