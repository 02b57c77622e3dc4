using System.Text;

namespace Dedal.Domain.PlainText;

/// <summary>Comments of transactions and postings, and the dates that may stand in them.</summary>
public sealed partial class JournalParser
{
    private readonly StringBuilder _comment = new();
    private int _commentLength;
    private bool _hasComment;

    private void StartComment()
    {
        _commentLength = 0;
        if (_appliedTags.Count > 0)
        {
            _comment.AppendJoin('\n', _appliedTags.Select(t => t.Contains(':') ? t : $":{t}:"));
            _hasComment = true;
        }
    }

    /// <summary>A comment belongs to the posting above it, or to the transaction before any posting.</summary>
    private void AddComment(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        _commentLength += text.Length + 1;
        if (_commentLength > _options.MaxCommentLength)
        {
            Fail("journal-comment-too-long", _options.MaxCommentLength);
            return;
        }

        if (_hasComment)
        {
            _comment.Append('\n');
        }

        _hasComment = true;
        _comment.Append(text);
        var transaction = _transaction!;
        if (transaction.Postings.Count > 0 && text.ContainsAny('[', ':'))
        {
            ReadPostingDates(transaction, transaction.Postings[^1], text);
        }
    }

    /// <summary>Gives the comment gathered so far to its owner, before the next posting or the end.</summary>
    private void FlushComment()
    {
        if (!_hasComment)
        {
            return;
        }

        var transaction = _transaction!;
        var text = _comment.ToString();
        if (transaction.Postings.Count == 0)
        {
            transaction.Comment = text;
        }
        else
        {
            transaction.Postings[^1].Comment = text;
        }

        _comment.Clear();
        _hasComment = false;
    }

    private void ReadPostingDates(JournalTransaction transaction, JournalPosting posting, ReadOnlySpan<char> text)
    {
        ReadBracketedDates(transaction, posting, text);
        if (ReadDateTag(transaction, text, "date:") is { } date)
        {
            posting.Date = date;
        }

        if (ReadDateTag(transaction, text, "date2:") is { } second)
        {
            posting.SecondaryDate = second;
        }
    }

    /// <summary><c>[DATE]</c>, <c>[DATE=DATE2]</c>, <c>[=DATE2]</c>: whatever looks like one must be one.</summary>
    private void ReadBracketedDates(JournalTransaction transaction, JournalPosting posting, ReadOnlySpan<char> text)
    {
        while (text.IndexOf('[') is var open and >= 0)
        {
            text = text[(open + 1)..];
            var length = text.IndexOfAnyExcept("0123456789-/.=");
            if (length <= 0 || text[length] != ']')
            {
                continue;
            }

            var inside = text[..length];
            if (!inside.ContainsAnyInRange('0', '9') || !inside.ContainsAny("-/."))
            {
                continue;
            }

            var equals = inside.IndexOf('=');
            var first = equals < 0 ? inside : inside[..equals];
            if (!first.IsEmpty)
            {
                posting.Date = ReadWholeDate(first, transaction.Date.Year);
            }

            if (equals >= 0)
            {
                posting.SecondaryDate = ReadWholeDate(inside[(equals + 1)..], transaction.Date.Year);
            }
        }
    }

    private DateOnly? ReadDateTag(JournalTransaction transaction, ReadOnlySpan<char> text, string tag)
    {
        var at = text.IndexOf(tag, StringComparison.Ordinal);
        if (at < 0 || (at > 0 && !char.IsWhiteSpace(text[at - 1]) && text[at - 1] != ','))
        {
            return null;
        }

        var value = text[(at + tag.Length)..];
        var comma = value.IndexOf(',');
        value = (comma < 0 ? value : value[..comma]).Trim();
        return value.IsEmpty ? null : ReadWholeDate(value, transaction.Date.Year);
    }

    private DateOnly? ReadWholeDate(ReadOnlySpan<char> text, int year)
    {
        var i = 0;
        if (JournalDates.TryRead(text, ref i, year, out var date) && i == text.Length)
        {
            return date;
        }

        Fail("journal-date-invalid", Excerpt(text));
        return null;
    }
}
