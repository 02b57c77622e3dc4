using System.Collections.Frozen;

namespace Dedal.Web.Shared;

/// <summary>The drawings, one stroke set on a grid of 24.</summary>
public static class Icons
{
    public static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["thimble"] =
            "M7 17 8 8a4 4 0 0 1 8 0l1 9zM5.5 17h13v2a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2zM10.5 8.2v.01M13.5 8.2v.01"
            + "M12 11v.01M9.7 13.6v.01M14.3 13.6v.01",
        ["home"] = "M4 11.5 12 4l8 7.5V20h-5.5v-6h-5v6H4z",
        ["book"] = "M7 3.5h12v17H7a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2zM5 18.5a2 2 0 0 1 2-2h12",
        ["chart"] = "M4 20.5h16M7 16.5v-6M12 16.5v-12M17 16.5v-8",
        ["in"] = "M12 4v11M7 11l5 5 5-5M4 17v3.5h16V17",
        ["out"] = "M12 16V4.5M7 9l5-5 5 5M4 17v3.5h16V17",
        ["people"] =
            "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM3 21v-2a4 4 0 0 1 4-4h4a4 4 0 0 1 4 4v2M16 3.4a4 4 0 0 1 0 7.4"
            + "M18 15.2a4 4 0 0 1 3 3.8v2",
        ["coins"] = "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM14.3 9.6a5.5 5.5 0 1 1-4.8 7.6M9 7v4M7 9h4",
        ["back"] = "M15 5l-7 7 7 7",
        ["next"] = "M9 5l7 7-7 7",
        ["plus"] = "M12 5v14M5 12h14",
        ["check"] = "M5 12.5l4.5 4.5L19 7.5",
        ["no"] = "M6 6l12 12M18 6 6 18",
        ["wallet"] = "M17 7.5V4H6a2 2 0 0 0 0 4h14v12H6a2 2 0 0 1-2-2V6M16 14v.01",
        ["box"] = "M3.5 10h17v10h-17zM6.5 10V6.5h11V10M10 6.5V4h4v2.5M12 14v2",
        ["cart"] = "M3 4h2.2l2.3 11h10l2-8H6M9 19.5v.01M16.5 19.5v.01",
        ["receipt"] = "M6 3.5h12v17l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
        ["swap"] = "M4 8h15l-3.5-3.5M20 16H5l3.5 3.5",
        ["hand"] =
            "M4 13v7M4 14.5l4-1.5 5 2.5h3a1.5 1.5 0 0 1 0 3h-4M8 19l5 1.5 7.5-4.5M14 10.5a3.5 3.5 0 1 0 0-7 3.5 "
            + "3.5 0 0 0 0 7z",
        ["bank"] = "M4 9.5 12 4l8 5.5zM6 10v7M10 10v7M14 10v7M18 10v7M4 20h16",
        ["qr"] = "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5M20 14v2.5M14 17.5V20h2.5M20 20h-1",
        ["note"] = "M3 7h18v10H3zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6 10v.01M18 14v.01",
        ["pencil"] = "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
        ["lock"] = "M6 11h12v9.5H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
        ["list"] = "M4 6h16M4 12h16M4 18h10",
        ["undo"] = "M9 14.5 5 10.5l4-4M5 10.5h9a5 5 0 0 1 0 10h-3",
        ["gift"] = "M4 9h16v4H4zM6 13h12v7.5H6zM12 9v11.5M12 9C8 9 7 4 9.5 4S12 9 12 9s0-5 2.5-5S16 9 12 9",
        ["user"] = "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 21v-1.5A4.5 4.5 0 0 1 9.5 15h5a4.5 4.5 0 0 1 4.5 4.5V21",
        ["flag"] = "M5 21V4h13l-3 4.5 3 4.5H5",
        ["why"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.8.4-1 .9-1 1.7M12 16.8v.01",
        ["print"] = "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6.5H7z",
        ["half"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 3v18M12 8h6.5M12 12h9M12 16h6.5",
        ["arrow"] = "M4 12h15M13 6l6 6-6 6",
        ["down"] = "M12 4v15M6 13l6 6 6-6",
        ["thread"] = "M7 4h10M7 20h10M8.5 4v16M15.5 4v16M8.5 8l7 2M8.5 12l7 2M8.5 16l7 1.5",
        ["bag"] = "M5 8h14l-1 12.5H6zM9 11V7a3 3 0 0 1 6 0v4",
        ["machine"] = "M4 19.5h16M5 16h14v3.5H5zM17 16V6H9a3 3 0 0 0-3 3v3h3V9.5h5V16M7.5 12v2M19.5 8v3",
        ["door"] = "M6 20.5v-17h12v17M3.5 20.5h17M14.5 12v.01",
        ["bulb"] = "M9 17.5h6M10 20.5h4M9 17.5c0-2.5-3-3.5-3-7.5a6 6 0 0 1 12 0c0 4-3 5-3 7.5",
        ["bus"] = "M5 17V6a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v11zM5 11h14M7.5 17v2.5M16.5 17v2.5M8 14v.01M16 14v.01",
        ["wrench"] =
            "M14.5 6.5a4.5 4.5 0 0 1 5-1L16.6 8.4l.5 2 2 .5 2.4-2.4a4.5 4.5 0 0 1-6 5.6L8 21l-3-3 6.9-7.5"
            + "a4.5 4.5 0 0 1 2.6-4z",
        ["dots"] = "M5.5 12v.01M12 12v.01M18.5 12v.01",
        ["phone"] =
            "M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3z"
            + "M11 18h2",
        ["ear"] = "M4 9.5v5h4l5 4.5v-14L8 9.5zM16 9a4 4 0 0 1 0 6M18.5 6.5a7.5 7.5 0 0 1 0 11",
        ["bread"] = "M5 11a3.5 3.5 0 0 1 1-6.5h12a3.5 3.5 0 0 1 1 6.5V20H5zM9 9v5M12 9v5M15 9v5",
        ["cake"] = "M4 20.5h16V12H4zM4 15.5c2.7 2 5.3-2 8 0s5.3-2 8 0M12 12V8M12 5.5v.01",
        ["sun"] =
            "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2"
            + "M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4"
            + "M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
        ["moon"] = "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
        ["cup"] = "M5 8h12v6a6 6 0 0 1-12 0zM17 9.5h1.5a2.5 2.5 0 0 1 0 5H17M5 20.5h12",
        ["shirt"] = "M8.5 4 4 7l2 4 2-1v10.5h8V10l2 1 2-4-4.5-3a3.5 3.5 0 0 1-7 0z",
        ["apron"] = "M8 3.5a4 4 0 0 0 8 0M8 3.5V9c-2 1-3 3-3 5v6.5h14V14c0-2-1-4-3-5V3.5M9 14.5h6",
        ["needle"] = "M20 4 8 16l-4 4M17.5 4.5l2 2M8 16c3 3 5 1 4-1s3-3 5-1",
        ["mic"] = "M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5v3M9 20.5h6",
        ["file"] = "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9.5 12h5M9.5 16h5",
    }
        .Concat(Pictures.All.Select(p => KeyValuePair.Create(Pictures.Prefix + p.Name, p.Path)))
        .ToFrozenDictionary(StringComparer.Ordinal);
}

/// <summary>Which drawings a page used; the sprite at its end holds only those.</summary>
public sealed class IconsUsed
{
    private readonly SortedSet<string> names = new(StringComparer.Ordinal);

    public void Add(string name) => names.Add(name);

    public IEnumerable<string> Names => names;
}
