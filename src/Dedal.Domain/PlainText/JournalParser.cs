using System.Buffers;

namespace Dedal.Domain.PlainText;

/// <summary>
/// Reads hledger/ledger journal text line by line and hands over each transaction as written (amounts may still be
/// missing).
/// Syntax: hledger manual "Journal", ledger manual "Journal Format". One object reads one file once; after a refusal it
/// stays refused. Not for use by two threads.
/// </summary>
public sealed partial class JournalParser
{
    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017"
            + "\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f"
    );

    private readonly JournalOptions _options;
    private readonly CommodityTable _commodities;
    private readonly AmountReader _amounts;
    private readonly Func<JournalTransaction, Refusal?> _sink;

    private Context _context;
    private Refusal? _refusal;
    private int _line;
    private JournalTransaction? _transaction;

    /// <summary>A parser at the start of a file.</summary>
    /// <param name="commodities">Table to use and fill; the second pass over a file gets the table of the
    /// first.</param>
    /// <param name="sink">Takes each complete transaction; a refusal from it stops the reading.</param>
    public JournalParser(
        CommodityTable commodities,
        Func<JournalTransaction, Refusal?> sink,
        JournalOptions? options = null
    )
    {
        _options = options ?? JournalOptions.Default;
        _commodities = commodities;
        _commodities.ForgetStyles();
        _amounts = new(commodities);
        _sink = sink;
        _year = _options.DefaultYear;
        _resolvedBySpan = _resolved.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    private enum Context : byte
    {
        None,
        Transaction,
        CommodityDirective,
        AccountDirective,
        SkippedBlock,
        CommentBlock,
        TestBlock,
    }

    /// <summary>
    /// Takes one line without its line feed (a carriage return at the end is dropped). Returns the refusal that
    /// stopped the
    /// reading, now or earlier, or null.
    /// </summary>
    /// <param name="number">The line's number from 1, for refusals.</param>
    public Refusal? Feed(ReadOnlySpan<char> line, int number)
    {
        if (_refusal is not null)
        {
            return _refusal;
        }

        _line = number;
        if (number == 1 && line.Length > 0 && line[0] == '\ufeff')
        {
            line = line[1..];
        }

        if (line.Length > _options.MaxLineLength)
        {
            return Fail("journal-line-too-long", _options.MaxLineLength);
        }

        var control = line.IndexOfAny(ControlCharacters);
        if (control >= 0)
        {
            return Fail("journal-control-character", control + 1, (int)line[control]);
        }

        if (line.Length > 0 && line[^1] == '\r')
        {
            line = line[..^1];
        }

        ReadLine(line);
        return _refusal;
    }

    /// <summary>The file ends: hands over the last transaction.</summary>
    public Refusal? Finish()
    {
        if (_refusal is null)
        {
            LeaveContext();
        }

        return _refusal;
    }

    private void ReadLine(ReadOnlySpan<char> line)
    {
        if (_context is Context.CommentBlock or Context.TestBlock)
        {
            var end = _context == Context.CommentBlock ? "end comment" : "end test";
            if (line.TrimEnd().SequenceEqual(end))
            {
                _context = Context.None;
            }

            return;
        }

        if (line.Length > 0 && line[0] is >= '0' and <= '9')
        {
            LeaveContext();
            ReadHeader(line);
            return;
        }

        if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
        {
            LeaveContext();
            if (_refusal is null)
            {
                ReadDirective(line);
            }

            return;
        }

        var text = line.Trim();
        if (text.IsEmpty)
        {
            LeaveContext();
        }
        else
        {
            ReadIndented(text);
        }
    }

    private void ReadIndented(ReadOnlySpan<char> text)
    {
        switch (_context)
        {
            case Context.Transaction:
                ReadPostingLine(text);
                break;
            case Context.CommodityDirective:
                ReadCommodityDetail(text);
                break;
            case Context.AccountDirective:
                ReadAccountDetail(text);
                break;
            case Context.SkippedBlock:
                break;
            default:
                if (text[0] is not (';' or '#' or '*'))
                {
                    Fail("journal-indented-alone", Excerpt(text));
                }

                break;
        }
    }

    private void LeaveContext()
    {
        if (_transaction is { } complete)
        {
            FlushComment();
            if (Bucket is not null && complete.Postings is [{ Kind: PostingKind.Real, Amount: not null }])
            {
                complete.Postings.Add(new() { Account = Bucket, Line = complete.Line });
            }

            _transaction = null;
            if (_sink(complete) is { } refusal)
            {
                _refusal = refusal;
            }
        }

        _context = Context.None;
    }

    /// <summary>Date, optional second date, status, code, description, comment.</summary>
    private void ReadHeader(ReadOnlySpan<char> line)
    {
        if (_refusal is not null)
        {
            return;
        }

        var i = 0;
        if (!JournalDates.TryRead(line, ref i, _year, out var date))
        {
            Fail("journal-date-invalid", FirstWord(line));
            return;
        }

        DateOnly? secondary = null;
        if (i < line.Length && line[i] == '=')
        {
            i++;
            if (!JournalDates.TryRead(line, ref i, date.Year, out var second))
            {
                Fail("journal-date-invalid", FirstWord(line));
                return;
            }

            secondary = second;
        }

        if (i < line.Length && !char.IsWhiteSpace(line[i]))
        {
            Fail("journal-date-invalid", FirstWord(line));
            return;
        }

        AmountReader.SkipSpaces(line, ref i);
        var status = ReadStatus(line, ref i);
        var code = ReadCode(line, ref i);
        var rest = line[i..];
        var comment = rest.IndexOf(';');
        _transaction = new()
        {
            Date = date,
            SecondaryDate = secondary,
            Status = status,
            Code = code,
            Description = (comment < 0 ? rest : rest[..comment]).Trim().ToString(),
            Postings = [],
            Line = _line,
        };
        _context = Context.Transaction;
        StartComment();
        if (comment >= 0)
        {
            AddComment(rest[(comment + 1)..]);
        }
    }

    private static JournalStatus ReadStatus(ReadOnlySpan<char> s, ref int i)
    {
        if (i >= s.Length || s[i] is not ('*' or '!'))
        {
            return JournalStatus.Unmarked;
        }

        var status = s[i] == '*' ? JournalStatus.Cleared : JournalStatus.Pending;
        i++;
        AmountReader.SkipSpaces(s, ref i);
        return status;
    }

    private static string? ReadCode(ReadOnlySpan<char> s, ref int i)
    {
        if (i >= s.Length || s[i] != '(')
        {
            return null;
        }

        var length = s[(i + 1)..].IndexOf(')');
        if (length < 0)
        {
            return null;
        }

        var code = s.Slice(i + 1, length).Trim().ToString();
        i += length + 2;
        return code;
    }

    private Refusal Fail(string code, params object[] more)
    {
        _refusal ??= new(code, null, [_line, .. more]);
        return _refusal;
    }

    private static string FirstWord(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(' ', '\t');
        return Excerpt(end < 0 ? text : text[..end]);
    }

    /// <summary>Enough of the text to find the place; a refusal does not carry kilobytes.</summary>
    private static string Excerpt(ReadOnlySpan<char> text)
    {
        const int Longest = 60;
        return text.Length <= Longest ? text.ToString() : string.Concat(text[..Longest], "…");
    }
}
