using System.Collections.Frozen;

namespace Dedal.Web.Shared;

/// <summary>
/// The drawings by which a person finds herself on a shared phone: one of these in one of eight colours, written
/// <c>flower-3</c>. She need not read to know her own.
/// </summary>
public static class Pictures
{
    /// <summary>Colours, counted from 1; the style sheet has them as c1 to c8.</summary>
    public const int Colours = 8;

    /// <summary>Names in the icon set begin with this.</summary>
    public const string Prefix = "p-";

    /// <summary>The drawings by name, in the order they are offered.</summary>
    public static readonly IReadOnlyList<(string Name, string Path)> All =
    [
        (
            "flower",
            "M12 11.5a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z"
                + "M12 7.1c-2-4 4-4 0 0zM14.2 9.3c4-2 4 4 0 0zM9.8 9.3c-4-2-4 4 0 0z"
                + "M12 11.5V21M12 18c3 0 4-1.5 4.5-3.5M12 18c-3 0-4-1.5-4.5-3.5"
        ),
        (
            "sun",
            "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3 7 7M17 17l1.7 1.7M5.3 "
                + "18.7 7 17M17 7l1.7-1.7"
        ),
        ("moon", "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"),
        ("star", "M12 3l2.7 5.8 6.3.7-4.7 4.3 1.3 6.2-5.6-3.2L6.4 20l1.3-6.2L3 9.5l6.3-.7z"),
        ("mountain", "M2.5 19.5 9 7l4 7 2.5-4 6 9.5zM7 11l2 1.5 1.7-1.5"),
        (
            "bird",
            "M4 13c0-4 3-6.5 6.5-6.5 1-2 4.5-2.5 5.5.5l3.5 1-3 1.5c0 5-3 8-7 8-3 0-5.5-1.5-5.5-4.5z"
                + "M4 13l-2 4M13.5 8v.01"
        ),
        ("fish", "M3 12c3-5 9-6 13-1l4.5-3.5v9L16 13c-4 5-10 4-13-1zM7.5 11v.01"),
        ("tree", "M12 21v-7M12 3l5 6h-3l4 5H6l4-5H7z"),
        ("house", "M4 11.5 12 4l8 7.5M6 10v10h12V10M10 20v-5h4v5"),
        ("cup", "M5 8h11v6a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5zM16 10h2a2 2 0 0 1 0 5h-2M8 3v2M11 3v2M14 3v2"),
        ("bread", "M4 11c-1.5-4 2-6 8-6s9.5 2 8 6l-1 1v7H5v-7zM9 9v2M12 8.5v2.5M15 9v2"),
        (
            "scissors",
            "M6.5 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6.5 20a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
                + "M8.5 8 20 18M8.5 16 20 6"
        ),
        ("button", "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5v.01M14.5 9.5v.01M9.5 14.5v.01M14.5 14.5v.01"),
        ("heart", "M12 20C5 15 3 12 3 8.5a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1C21 12 19 15 12 20z"),
        ("leaf", "M4 20c0-10 5-15 16-16 0 11-5 15-12 14M4 20c3-5 6-8 10-10"),
        ("key", "M8 15.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 11.5h9M18 11.5V15M15 11.5v2.5"),
        ("bell", "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2 2 0 0 0 4 0M12 5V3"),
        ("umbrella", "M3 13a9 9 0 0 1 18 0zM12 13v5.5a2 2 0 0 0 4 0M12 4V2.5"),
        ("cloud", "M7 18a4 4 0 0 1-.5-8 5.5 5.5 0 0 1 10.5-1 4.5 4.5 0 0 1 .5 9z"),
        ("boat", "M3 15h18l-3 5H6zM11 15V4l7 9h-7M11 6 6 13h5"),
        (
            "apple",
            "M12 8c-2-2-7-1.5-7 4 0 4 2.5 8 5 8 1 0 1-.5 2-.5s1 .5 2 .5c2.5 0 5-4 5-8 0-5.5-5-6-7-4zM12 8c0-2 1-4 3-4.5"
        ),
        ("hat", "M2.5 17.5c5 2.5 14 2.5 19 0M6 17c0-6 1.5-11 6-11s6 5 6 11M6.5 13.5c3.5 1 7.5 1 11 0"),
        ("cat", "M5 20c-1-8 0-12 0-16l4 3h6l4-3c0 4 1 8 0 16zM9.5 12v.01M14.5 12v.01M10.5 15.5h3M12 15.5v1"),
        ("pot", "M5 9h14v8a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3zM3 11h2M19 11h2M7 9c0-2 10-2 10 0M12 5V4"),
    ];

    private static readonly FrozenSet<string> Names = All.Select(p => p.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a text names a picture.</summary>
    public static bool Is(string? picture) =>
        picture?.Split('-') is [var name, [>= '1' and < (char)('1' + Colours)]] && Names.Contains(name);

    /// <summary>Name in the icon set, and class of the colour.</summary>
    public static (string Icon, string Colour) Of(string picture) =>
        picture.Split('-') is [var name, var colour] ? (Prefix + name, "c" + colour) : (Prefix + picture, "c1");
}
