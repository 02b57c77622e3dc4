namespace Dedal.Domain.PlainText;

/// <summary>A transaction with every amount known, and what it does to the accounts.</summary>
/// <param name="Legs">Sum to zero in every commodity. The list is used again for the next transaction.</param>
public sealed record BookedTransaction(JournalTransaction Transaction, List<Leg> Legs);

/// <summary>
/// The second pass over the same lines: hands over each transaction complete and booked, in file order, having checked
/// that it balances; checks balance assertions in order of date. Nothing handed over may be kept for good before
/// <see cref="Finish"/> has returned null.
/// </summary>
public sealed class JournalReader
{
    private readonly JournalParser _parser;
    private readonly Balancer _balancer;
    private readonly Booker _booker;
    private readonly AssertionChecker? _assertions;
    private readonly JournalSurvey _survey;
    private readonly Action<BookedTransaction> _sink;
    private readonly List<Leg> _legs = [];
    private readonly Int128[] _turnover;

    public JournalReader(JournalSurvey survey, Action<BookedTransaction> sink)
    {
        _survey = survey;
        _sink = sink;
        _turnover = new Int128[survey.Commodities.All.Count];
        Accounts = new();
        _balancer = new(survey.Options.MaxPostings);
        _booker = new(Accounts);
        _assertions = survey.HasAssertions ? new(survey, Accounts) : null;
        _parser = new(survey.Commodities, Take, survey.Options);
    }

    public AccountTable Accounts { get; }

    /// <inheritdoc cref="JournalParser.Feed"/>
    public Refusal? Feed(ReadOnlySpan<char> line, int number) => _parser.Feed(line, number);

    /// <summary>The file ends: the last transaction is handed over and the remaining assertions are checked.</summary>
    public Refusal? Finish() => _parser.Finish() ?? _assertions?.Finish();

    private Refusal? Take(JournalTransaction transaction)
    {
        var refusal =
            _assertions?.Assign(transaction)
            ?? _balancer.Complete(transaction, check: true)
            ?? _booker.Book(transaction, _legs)
            ?? CheckSize(transaction)
            ?? _assertions?.Step(transaction, _legs);
        if (refusal is not null)
        {
            return refusal;
        }

        _sink(new(transaction, _legs));
        return null;
    }

    /// <summary>All turnover of a commodity together must fit, so that no total of any report can overflow.</summary>
    private Refusal? CheckSize(JournalTransaction transaction)
    {
        if (Accounts.All.Count > _survey.Options.MaxAccounts)
        {
            return new("journal-too-many-accounts", null, transaction.Line, _survey.Options.MaxAccounts);
        }

        foreach (var leg in _legs)
        {
            var commodity = Accounts[leg.Account].Commodity;
            _turnover[commodity.Id] += Math.Abs(leg.Minor);
            if (_turnover[commodity.Id] > long.MaxValue)
            {
                return Booker.TooLarge(transaction.Line, commodity);
            }
        }

        return null;
    }
}
