namespace Dedal.Domain.PlainText;

/// <summary>
/// Balances of accounts while a journal is stepped through, to check assertions and fill in assignments.
/// </summary>
/// <param name="inclusivePaths">Names of accounts with an assertion that counts sub-accounts (<c>=*</c>).</param>
internal sealed class RunningBalances(AccountTable accounts, HashSet<string> inclusivePaths)
{
    private readonly Dictionary<string, Group> _inclusive = new(StringComparer.Ordinal);
    private readonly List<Group[]?> _watchers = [];
    private readonly List<Group?> _own = [];

    /// <summary>Balances by commodity, those that are not zero.</summary>
    private sealed class Group
    {
        public readonly Dictionary<int, long> ByCommodity = [];

        public void Add(int commodity, long minor)
        {
            ref var balance = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                ByCommodity,
                commodity,
                out _
            );
            balance += minor;
            if (balance == 0)
            {
                // Only what an account holds is kept: listing it stays cheap however many commodities came and went.
                ByCommodity.Remove(commodity);
            }
        }
    }

    public void Add(int accountId, long minor)
    {
        var account = accounts[accountId];
        if (account.IsTrading || minor == 0)
        {
            return;
        }

        Own(account.PathId).Add(account.Commodity.Id, minor);
        if (inclusivePaths.Count == 0)
        {
            return;
        }

        foreach (var group in Watchers(account))
        {
            group.Add(account.Commodity.Id, minor);
        }
    }

    public long Get(string path, Commodity commodity, bool inclusive) =>
        Find(path, inclusive).ByCommodity.GetValueOrDefault(commodity.Id);

    /// <summary>The commodities that the account holds.</summary>
    public IReadOnlyList<(int Commodity, long Minor)> Holdings(string path, bool inclusive) =>
        [.. Find(path, inclusive).ByCommodity.Select(b => (b.Key, b.Value))];

    /// <summary>Is the asserted balance, to the last decimal, the one reached?</summary>
    public bool Holds(BalanceAssertion assertion, string path, out long actual)
    {
        var group = Find(path, assertion.IsInclusive);
        actual = group.ByCommodity.GetValueOrDefault(assertion.Commodity.Id);
        return assertion.Quantity.TryToMinor(assertion.Commodity.Scale, out var expected)
            && expected == actual
            && (!assertion.IsTotal || group.ByCommodity.Count == (actual != 0 ? 1 : 0));
    }

    private Group Find(string path, bool inclusive)
    {
        if (!inclusive)
        {
            return Own(accounts.PathIdOf(path));
        }

        if (!_inclusive.TryGetValue(path, out var group))
        {
            _inclusive.Add(path, group = new());
        }

        return group;
    }

    private Group Own(int pathId)
    {
        while (_own.Count <= pathId)
        {
            _own.Add(null);
        }

        return _own[pathId] ??= new();
    }

    /// <summary>The account itself and those above it that have an inclusive assertion somewhere.</summary>
    private Group[] Watchers(JournalAccount account)
    {
        while (_watchers.Count <= account.PathId)
        {
            _watchers.Add(null);
        }

        return _watchers[account.PathId] ??= FindWatchers(account.Path);
    }

    private Group[] FindWatchers(string path)
    {
        var found = new List<Group>();
        for (var end = path.IndexOf(':'); ; end = path.IndexOf(':', end + 1))
        {
            var prefix = end < 0 ? path : path[..end];
            if (inclusivePaths.Contains(prefix))
            {
                found.Add(Find(prefix, inclusive: true));
            }

            if (end < 0)
            {
                return [.. found];
            }
        }
    }
}
