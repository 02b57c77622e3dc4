namespace Dedal.Tests.Support;

/// <summary>Worked examples that lie beside the repository on some machines (<c>../shared/data</c>).</summary>
public static class SharedData
{
    /// <summary>Path of a file or folder below shared/data, or null when it is not there.</summary>
    public static string? File(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", name);
            if (Path.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
