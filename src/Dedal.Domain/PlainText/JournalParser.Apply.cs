using System.Globalization;

namespace Dedal.Domain.PlainText;

/// <summary>Directives that change how account names are read until they end: <c>apply</c>, <c>alias</c>.</summary>
public sealed partial class JournalParser
{
    private void ReadApply(ReadOnlySpan<char> rest)
    {
        var (kind, value) = SplitWord(rest);
        value = WithoutComment(value);
        if (value.IsEmpty || kind is not ("account" or "tag" or "year"))
        {
            Fail("journal-directive-unknown", Excerpt(rest));
            return;
        }

        if (_applied.Count >= _options.MaxNesting)
        {
            Fail("journal-too-many-nested", _options.MaxNesting);
            return;
        }

        var before =
            kind is "account" ? _parent
            : kind is "year" ? _year?.ToString(CultureInfo.InvariantCulture)
            : null;
        _applied.Add((kind.ToString(), before ?? ""));
        switch (kind)
        {
            case "account":
                _parent = _parent is null ? value.ToString() : string.Concat(_parent, ":", value);
                _resolved.Clear();
                if (_parent.Length > _options.MaxAccountLength)
                {
                    Fail("journal-account-too-long", _options.MaxAccountLength, _options.MaxAccountDepth);
                }

                break;
            case "tag":
                _appliedTags.Add(value.ToString());
                break;
            default:
                ReadYear(value);
                break;
        }
    }

    /// <summary>
    /// <c>end apply account</c>, <c>end apply</c>, <c>end aliases</c>, and ledger's plain <c>end</c>.
    /// </summary>
    private void ReadEnd(ReadOnlySpan<char> rest)
    {
        rest = WithoutComment(rest);
        if (rest is "aliases")
        {
            _aliases.Clear();
            _resolved.Clear();
            return;
        }

        var (apply, kind) = SplitWord(rest);
        if (apply is "tag")
        {
            // hledger reads "end tag" and does nothing.
            return;
        }

        if (!apply.IsEmpty && apply is not "apply")
        {
            Fail("journal-directive-unknown", Excerpt(rest));
            return;
        }

        if (_applied.Count == 0 || (!kind.IsEmpty && !kind.SequenceEqual(_applied[^1].Kind)))
        {
            Fail("journal-end-without-apply");
            return;
        }

        var (ended, before) = _applied[^1];
        _applied.RemoveAt(_applied.Count - 1);
        switch (ended)
        {
            case "account":
                _parent = before.Length == 0 ? null : before;
                _resolved.Clear();
                break;
            case "tag":
                _appliedTags.RemoveAt(_appliedTags.Count - 1);
                break;
            default:
                _year = int.TryParse(before, CultureInfo.InvariantCulture, out var year) ? year : null;
                break;
        }
    }

    private void ReadAlias(ReadOnlySpan<char> rest)
    {
        var equals = rest.IndexOf('=');
        if (equals <= 0 || rest[0] == '/')
        {
            var code =
                rest.Length > 0 && rest[0] == '/' ? "journal-alias-regex-unsupported" : "journal-directive-malformed";
            Fail(code, Excerpt(rest));
            return;
        }

        AddAlias(rest[..equals].Trim().ToString(), rest[(equals + 1)..].Trim().ToString());
    }

    private void AddAlias(string old, string replacement)
    {
        if (_aliases.Count >= _options.MaxNesting)
        {
            Fail("journal-too-many-nested", _options.MaxNesting);
            return;
        }

        _aliases.Add((old, replacement));
        _resolved.Clear();
    }

    /// <summary>hledger's order: the newest alias first, each applied once to the result of the one before.</summary>
    private string ApplyAliases(string name)
    {
        for (var i = _aliases.Count - 1; i >= 0 && name.Length <= _options.MaxAccountLength; i--)
        {
            var (old, replacement) = _aliases[i];
            var isWhole = string.Equals(name, old, StringComparison.Ordinal);
            var isParent =
                name.Length > old.Length && name[old.Length] == ':' && name.StartsWith(old, StringComparison.Ordinal);
            if (isWhole || isParent)
            {
                name = string.Concat(replacement, name.AsSpan(old.Length));
            }
        }

        return name;
    }
}
