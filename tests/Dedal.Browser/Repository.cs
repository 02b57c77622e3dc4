namespace Dedal.Browser;

internal static class Repository
{
    /// <summary>The folder that holds Dedal.slnx.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo folder)
    {
        while (!File.Exists(Path.Combine(folder.FullName, "Dedal.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("These tests run inside the repository.");
        return folder.FullName;
    }
}
