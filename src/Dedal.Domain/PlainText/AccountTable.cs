namespace Dedal.Domain.PlainText;

/// <summary>A full account name with one commodity: the unit in which an imported book keeps balances.</summary>
/// <param name="Id">Place in the table, from 0.</param>
/// <param name="Path">Full name, parts separated by colons; for trading accounts <c>trading:COMMODITY</c>.</param>
/// <param name="IsTrading">Made by the import to take costs and unbalanced virtual postings; reports hide it.</param>
/// <param name="PathId">The same number for all accounts of one name.</param>
public sealed record JournalAccount(int Id, string Path, Commodity Commodity, bool IsTrading, int PathId);

/// <summary>All accounts of one journal. Not for use by two threads.</summary>
public sealed class AccountTable
{
    private readonly Dictionary<string, int> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Path, int Commodity), JournalAccount> _byKey = [];
    private readonly List<JournalAccount> _all = [];
    private JournalAccount?[] _trading = [];

    /// <summary>In the order in which they appeared; index = <see cref="JournalAccount.Id"/>.</summary>
    public IReadOnlyList<JournalAccount> All => _all;

    public JournalAccount this[int id] => _all[id];

    /// <summary>The account, made when it is new.</summary>
    public JournalAccount Get(string path, Commodity commodity)
    {
        var pathId = PathIdOf(path);
        if (_byKey.TryGetValue((pathId, commodity.Id), out var known))
        {
            return known;
        }

        return Add(path, commodity, isTrading: false, pathId);
    }

    /// <summary>
    /// The trading account of a commodity, made when it is new. A written account of the same name is another one.
    /// </summary>
    public JournalAccount Trading(Commodity commodity)
    {
        if (commodity.Id >= _trading.Length)
        {
            Array.Resize(ref _trading, Math.Max(8, 2 * (commodity.Id + 1)));
        }

        return _trading[commodity.Id] ??= AddTrading(commodity);
    }

    internal int PathIdOf(string path)
    {
        if (!_paths.TryGetValue(path, out var id))
        {
            id = _paths.Count;
            _paths.Add(path, id);
        }

        return id;
    }

    private JournalAccount AddTrading(Commodity commodity)
    {
        var path = commodity.Name.Length == 0 ? "trading" : $"trading:{commodity.Name}";
        var account = new JournalAccount(_all.Count, path, commodity, IsTrading: true, PathId: -1);
        _all.Add(account);
        return account;
    }

    private JournalAccount Add(string path, Commodity commodity, bool isTrading, int pathId)
    {
        var account = new JournalAccount(_all.Count, path, commodity, isTrading, pathId);
        _byKey.Add((pathId, commodity.Id), account);
        _all.Add(account);
        return account;
    }
}
