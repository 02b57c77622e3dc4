using Dedal.Web.Commands.Demo;
using Dedal.Web.Data;

namespace Dedal.Tests.Keep;

/// <summary>
/// The folder of a demonstration, made once and copied: a year of days takes seconds, and many tests begin with one.
/// </summary>
public static class MadeYear
{
    private static readonly Lazy<Task<string>> Made = new(Make);

    /// <summary>Puts a copy into a folder.</summary>
    public static async Task CopyTo(string folder)
    {
        var made = await Made.Value;
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(made))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private static async Task<string> Make()
    {
        var folder = Directory.CreateTempSubdirectory("dedal-year-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await using var database = Database.Sqlite(Path.Combine(folder, "dedal.db"));
        new Migrator(database).Run();
        await DemoBooks.Make(database, new(2026, 10, 9, 22, 45, 0, TimeSpan.Zero));
        return folder;
    }
}
