namespace Dedal.Tests.Domain.PlainText;

/// <summary>
/// The reference journals beside the repository (<c>../shared</c> or DEDAL_SHARED), where they are present.
/// </summary>
internal static class BooksFolder
{
    public static string? Path { get; } = Find();

    public static IEnumerable<string> Journals(string folder)
    {
        var path = Path is null ? null : System.IO.Path.Combine(Path, folder);
        return path is null || !Directory.Exists(path)
            ? []
            : Directory.EnumerateFiles(path, "*.journal").Order(StringComparer.Ordinal);
    }

    private static string? Find()
    {
        var shared = Environment.GetEnvironmentVariable("DEDAL_SHARED");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); shared is null && at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Dedal.slnx")))
            {
                shared = System.IO.Path.Combine(at.FullName, "..", "shared");
            }
        }

        var books = shared is null ? null : System.IO.Path.Combine(shared, "data", "books");
        return books is not null && Directory.Exists(books) ? books : null;
    }
}
