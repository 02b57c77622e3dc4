namespace Dedal.Domain.PlainText;

/// <summary>
/// The first pass over a journal: finds every commodity's scale, refuses what cannot be read, and learns what the
/// second
/// pass (<see cref="JournalReader"/>) must watch. Feed every line, then <see cref="Finish"/>.
/// </summary>
public sealed class JournalSurvey
{
    private readonly JournalParser _parser;
    private readonly Balancer _balancer;
    private DateOnly _latest;

    public JournalSurvey(JournalOptions? options = null)
    {
        Options = options ?? JournalOptions.Default;
        Commodities = new();
        _balancer = new(Options.MaxPostings);
        _parser = new(Commodities, Take, Options);
    }

    public JournalOptions Options { get; }

    public CommodityTable Commodities { get; }

    public int Transactions { get; private set; }

    public long Postings { get; private set; }

    public DateOnly? FirstDate { get; private set; }

    public DateOnly? LastDate { get; private set; }

    /// <summary>Are transactions in order of date and postings without dates of their own?</summary>
    public bool IsInDateOrder { get; private set; } = true;

    public bool HasAssertions { get; private set; }

    internal HashSet<string> AssertedPaths { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> InclusivePaths { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc cref="JournalParser.Feed"/>
    public Refusal? Feed(ReadOnlySpan<char> line, int number) => _parser.Feed(line, number);

    /// <summary>The file ends. Refuses a journal of which a commodity would need more than 18 digits.</summary>
    public Refusal? Finish()
    {
        if (_parser.Finish() is { } refusal)
        {
            return refusal;
        }

        foreach (var commodity in Commodities.All)
        {
            if (commodity.Scale + commodity.WholeDigits > Quantity.MaxDigits)
            {
                return new(
                    "journal-commodity-too-many-digits",
                    null,
                    commodity.LargestLine,
                    commodity.Name,
                    commodity.WholeDigits,
                    commodity.Scale
                );
            }
        }

        return null;
    }

    private Refusal? Take(JournalTransaction transaction)
    {
        Transactions++;
        IsInDateOrder &= transaction.Date >= _latest;
        _latest = transaction.Date;
        FirstDate = FirstDate is { } first && first <= transaction.Date ? first : transaction.Date;
        LastDate = LastDate is { } last && last >= transaction.Date ? last : transaction.Date;
        foreach (var posting in transaction.Postings)
        {
            NoteWritten(transaction, posting);
        }

        if (_balancer.Complete(transaction, check: false) is { } refusal)
        {
            return refusal;
        }

        Postings += transaction.Postings.Count;
        foreach (var posting in transaction.Postings)
        {
            if (posting is { Amount: { } amount, Commodity: { } commodity })
            {
                Note(commodity, amount, posting.Line);
            }
        }

        return null;
    }

    private void NoteWritten(JournalTransaction transaction, JournalPosting posting)
    {
        IsInDateOrder &= posting.Date is not { } own || own == transaction.Date;
        if (posting is { Amount: { } amount, Commodity: { } commodity })
        {
            commodity.WrittenPrecision = Math.Max(commodity.WrittenPrecision ?? 0, amount.Scale);
        }

        if (posting.Cost is { } cost)
        {
            cost.Commodity.CostPrecision = Math.Max(cost.Commodity.CostPrecision, cost.Quantity.Scale);
        }

        if (posting.Assertion is { } assertion)
        {
            HasAssertions = true;
            AssertedPaths.Add(posting.Account);
            if (assertion.IsInclusive)
            {
                InclusivePaths.Add(posting.Account);
            }

            if (posting.Amount is null)
            {
                Note(assertion.Commodity, assertion.Quantity, posting.Line);
            }
        }
    }

    private static void Note(Commodity commodity, Quantity amount, int line)
    {
        commodity.Scale = Math.Max(commodity.Scale, amount.Scale);
        var whole = 0;
        for (var rest = Math.Abs(amount.Mantissa) / (long)Decimals.Power(amount.Scale); rest > 0; rest /= 10)
        {
            whole++;
        }

        if (whole > commodity.WholeDigits)
        {
            commodity.WholeDigits = whole;
            commodity.LargestLine = line;
        }
    }
}
