namespace Dedal.Web.Keep;

/// <summary>
/// A folder to work in, which goes with its work. One whose process was killed is found by the lock that nobody holds
/// any more, and goes with the next.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string LockName = "lock";
    private readonly FileStream held;

    private WorkFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    /// <param name="name">Begins the folder's name, for example <c>.making-</c>.</param>
    public static WorkFolder Create(string folder, string name)
    {
        foreach (var left in Directory.EnumerateDirectories(folder, name + "*"))
        {
            Clear(left);
        }

        var path = System.IO.Path.Combine(folder, name + Guid.CreateVersion7().ToString("N"));
        PrivateFolder.Create(path);
        return new(path, Hold(path, FileMode.CreateNew));
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        held.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private static void Clear(string left)
    {
        try
        {
            // Without a lock file its process was killed before it had made one, or it is of an older program.
            Hold(left, FileMode.OpenOrCreate).Dispose();
            Directory.Delete(left, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody works in it now, or it is not ours to delete.
        }
    }

    private static FileStream Hold(string path, FileMode mode) =>
        new(System.IO.Path.Combine(path, LockName), mode, FileAccess.ReadWrite, FileShare.None);
}
