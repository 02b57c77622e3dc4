using System.Globalization;
using Dedal.Web.Panorama.Reports;

namespace Dedal.Web.Panorama;

/// <summary>What the address of the panorama says.</summary>
/// <param name="Show">all, behind, uncounted, tasks or loss.</param>
/// <param name="Name">Part of a workshop's name.</param>
/// <param name="Sort">Name of a column; with a minus before it, the other way round.</param>
public sealed record PanoramaQuery(string Show, string Name, Guid? Parent, string Sort, int Page)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 50;

    /// <summary>What can be shown alone.</summary>
    public static readonly string[] Shows = ["all", "behind", "uncounted", "tasks", "loss"];

    /// <summary>Columns by which it can be sorted.</summary>
    public static readonly string[] Sorts = ["name", "day", "share", "count", "alone", "income", "result", "tasks"];

    public bool IsDown => Sort.StartsWith('-');

    public string Column => Sort.TrimStart('-');

    public static PanoramaQuery Of(IQueryCollection values)
    {
        var sort = values["sort"].ToString();
        var show = values["show"].ToString();
        var name = values["name"].ToString().Trim();
        return new(
            Shows.Contains(show, StringComparer.Ordinal) ? show : Shows[0],
            name.Length <= 80 ? name : name[..80],
            Guid.TryParse(values["parent"], out var parent) ? parent : null,
            Sorts.Contains(sort.TrimStart('-'), StringComparer.Ordinal) ? sort : "-tasks",
            int.TryParse(values["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page)
                ? Math.Clamp(page, 1, 10_000)
                : 1
        );
    }

    /// <summary>The chosen workshops in the chosen order; equals stand by name.</summary>
    public List<Standing> Choose(IEnumerable<Standing> all)
    {
        var chosen = all.Where(s => Parent is null || s.Org.Parent == Parent)
            .Where(s => s.Org.Name.Contains(Name, StringComparison.CurrentCultureIgnoreCase))
            .Where(s =>
                Show switch
                {
                    "behind" => s.IsBehind,
                    "uncounted" => s.IsUncounted,
                    "tasks" => s.Tasks > 0,
                    "loss" => s.Now.Result < 0,
                    _ => true,
                }
            )
            .OrderBy(s => s.Org.Name, StringComparer.CurrentCulture);
        return
        [
            .. Column == "name"
                ? IsDown
                    ? chosen.Reverse()
                    : chosen
                : Sorted(chosen),
        ];
    }

    /// <summary>The same address with another value of one name, on the first page.</summary>
    public string With(string name, string value)
    {
        (string Name, string Value)[] parts =
        [
            ("show", Show == Shows[0] ? "" : Show),
            ("name", Name),
            ("parent", Parent?.ToString() ?? ""),
            ("sort", Sort == "-tasks" ? "" : Sort),
        ];
        var other = parts.Where(p => p.Name != name).Append((Name: name, Value: value)).Where(p => p.Value.Length > 0);
        return "?" + string.Join('&', other.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
    }

    private IEnumerable<Standing> Sorted(IEnumerable<Standing> rows)
    {
        Func<Standing, long> key = Column switch
        {
            "day" => s => s.UpTo?.DayNumber ?? 0,
            "share" => s => s.WithinADay ?? -1,
            "count" => s => s.Count?.Day.DayNumber ?? 0,
            "alone" => s => s.Alone,
            "income" => s => s.Now.Income,
            "result" => s => s.Now.Result,
            _ => s => s.Tasks,
        };
        return IsDown ? rows.OrderByDescending(key) : rows.OrderBy(key);
    }
}
