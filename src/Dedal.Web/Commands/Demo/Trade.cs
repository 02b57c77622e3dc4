namespace Dedal.Web.Commands.Demo;

/// <summary>How something that is sold comes to be.</summary>
internal enum Making
{
    /// <summary>Done while the customer waits, or by the evening.</summary>
    Service,

    /// <summary>Made by the lot and kept on the shelf.</summary>
    Shelf,

    /// <summary>Made for one customer.</summary>
    Order,
}

/// <summary>Something that is sold.</summary>
/// <param name="Price">Minor units for one.</param>
/// <param name="Most">Most that one sale has of it.</param>
/// <param name="When">How much likelier it is sold on a day; none: always as likely.</param>
internal sealed record Good(
    string Name,
    string Icon,
    int Price,
    string Income,
    int Most = 1,
    Func<DateOnly, int>? When = null
)
{
    public Making Making { get; init; }

    /// <summary>Pieces made at once.</summary>
    public int Lot { get; init; } = 1;

    /// <summary>Minutes of work for a lot.</summary>
    public int Minutes { get; init; }

    /// <summary>Materials of a lot, thousandths of their unit.</summary>
    public IReadOnlyList<(string Material, int Quantity)> Takes { get; init; } = [];

    /// <summary>What a baked piece weighs; none: its weight is not watched.</summary>
    public int? Grams { get; init; }

    /// <summary>What pieces with a flaw are sold as.</summary>
    public string? Second { get; init; }

    /// <summary>A norm fixes its price.</summary>
    public string? Norm { get; init; }

    /// <summary>The garment is tried on.</summary>
    public IReadOnlyList<string> Measures { get; init; } = [];

    public int Weight(DateOnly day) => When is null ? 2 : When(day);
}

/// <summary>What things are made of.</summary>
/// <param name="Cost">Minor units for one base unit.</param>
/// <param name="Keep">Base units that should be there.</param>
/// <param name="BuysIn">Unit it is bought in, with thousandths of the base unit in it.</param>
/// <param name="Others">Other units it can be bought in.</param>
internal sealed record Material(
    string Name,
    string Icon,
    string Unit,
    int Cost,
    int Keep,
    (string Unit, long Factor) BuysIn,
    params (string Unit, long Factor)[] Others
);

/// <summary>What a workshop makes and what it needs for it; prices plausible for Potosí, all invented.</summary>
/// <param name="Busy">Per cent of the usual sales on a day.</param>
internal sealed record Trade(
    IReadOnlyList<Good> Goods,
    IReadOnlyList<Material> Materials,
    IReadOnlyList<string> Customers,
    string Shop,
    string Machine,
    IReadOnlyList<(int Day, string Account, int Least, int Most, string How, string Note)> Bills,
    Func<DateOnly, int> Busy
);

/// <summary>How a workshop is: no two are alike.</summary>
/// <param name="Sales">Sales of a usual day.</param>
/// <param name="Dearer">Per cent above the usual price that it pays for its material.</param>
/// <param name="Tidy">Of ten days, on how many the cash is counted.</param>
/// <param name="Silent">Days before today since which nothing was recorded.</param>
/// <param name="Helped">Someone who accompanies comes on Wednesdays.</param>
internal sealed record Character(int Sales, int Dearer, int Tidy, int Silent, bool Helped);
