using Dedal.Web.Commands;
using Dedal.Web.Data;

namespace Dedal.Web.Keep;

/// <summary>
/// Who may write: on SQLite one process, by a locked file beside the database; on PostgreSQL any number of servers or
/// one verb that needs the database alone, by an advisory lock. The system lets go of it when the process ends,
/// however.
/// </summary>
public sealed class DataLock : IDisposable
{
    private const int Key = 4091;
    private readonly FileStream? file;
    private readonly Statements? session;

    private DataLock(FileStream? file, Statements? session) => (this.file, this.session) = (file, session);

    /// <summary>Takes the lock or refuses with a sentence that says what to do.</summary>
    public static DataLock Take(Database database, string folder, bool alone)
    {
        if (database.Kind == EngineKind.Sqlite)
        {
            return new(TakeFile(folder), null);
        }

        var session = new Statements(database.OpenAsOwner(), database.Kind);
        var shared = alone ? "" : "_shared";
        if (session.First($"select pg_try_advisory_lock{shared}({Key})", r => r.GetBoolean(0)))
        {
            return new(null, session);
        }

        session.Dispose();
        throw new CommandRefused(
            alone
                ? "A Dedal server works with this database: stop it first, then run this again."
                : "Another Dedal command is changing this database: wait until it has ended, then run this again."
        );
    }

    public void Dispose()
    {
        file?.Dispose();
        session?.Query("select pg_advisory_unlock_all()", _ => true);
        session?.Dispose();
    }

    private static FileStream TakeFile(string folder)
    {
        var path = Path.Combine(folder, "dedal.lock");
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new CommandRefused(
                $"Another Dedal works with {folder}: stop it first (Ctrl+C in its window, or its service), "
                    + "or name another folder with --data."
            );
        }
    }

    /// <summary>EWOULDBLOCK of flock (Linux, macOS) or a sharing violation (Windows).</summary>
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
