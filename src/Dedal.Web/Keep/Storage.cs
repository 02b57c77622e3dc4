using Dedal.Web.Commands;
using Dedal.Web.Data;
using Microsoft.Data.Sqlite;

namespace Dedal.Web.Keep;

/// <summary>
/// Opens the data at the start and watches whether it can be written: a full disk or a read-only file system lets
/// people read, refuses what they record with a sentence, and ends by itself when the hindrance does.
/// </summary>
public sealed partial class Storage(AppOptions options, Database database, ServerState state, ILogger<Storage> log)
    : IDisposable
{
    private readonly Lock gate = new();
    private Ballast? ballast;
    private DataLock? held;
    private string? copied;

    /// <summary>Takes the lock and brings the schema up to date, or opens what is there for reading only.</summary>
    public void Open()
    {
        try
        {
            OpenWritable();
        }
        catch (Exception e) when (database.Kind == EngineKind.Sqlite && StorageFaults.Of(e) is { } fault)
        {
            BecomeReadOnly(fault);
            OpenReadable(fault);
        }

        Look();
    }

    /// <summary>A write failed for want of space or rights.</summary>
    public void Faulted(StorageFault fault)
    {
        lock (gate)
        {
            if (database.Kind == EngineKind.Sqlite && state.Writable)
            {
                BecomeReadOnly(fault);
            }
        }
    }

    /// <summary>Looks at the disk; called every few seconds. PostgreSQL looks after its own.</summary>
    public void Look()
    {
        lock (gate)
        {
            if (database.Kind != EngineKind.Sqlite)
            {
                return;
            }

            ballast ??= new(options.DataFolder);
            if (state.Writable)
            {
                if (ballast.Free < ballast.Low)
                {
                    BecomeReadOnly(StorageFault.DiskFull);
                }
            }
            else if (ballast.Free >= ballast.Enough)
            {
                TryToWriteAgain();
            }
        }
    }

    /// <summary>Takes up the space that a full disk will need.</summary>
    public void HoldBallast()
    {
        lock (gate)
        {
            if (database.Kind == EngineKind.Sqlite && state.Writable)
            {
                (ballast ??= new(options.DataFolder)).Hold();
            }
        }
    }

    public void Dispose()
    {
        held?.Dispose();
        if (copied is not null)
        {
            Directory.Delete(copied, recursive: true);
        }
    }

    private void OpenWritable()
    {
        held ??= DataLock.Take(database, options.DataFolder, alone: false);
        new Migrator(database).Run();
    }

    private void BecomeReadOnly(StorageFault fault)
    {
        state.Set(fault);
        (ballast ??= new(options.DataFolder)).Release();
        Says(log, fault);
    }

    private void TryToWriteAgain()
    {
        var from = database.ReadFrom;
        try
        {
            Probe();
            database.ReadFrom = null;
            Database.ForgetReaders();
            OpenWritable();
            ballast!.Hold();
            state.Set(null);
            WritesAgain(log);
        }
        catch (Exception e) when (e is CommandRefused || StorageFaults.Of(e) is not null)
        {
            // Not yet; the watch comes again.
            database.ReadFrom = from;
        }
    }

    /// <summary>A file system can be remounted read-only with all its space free.</summary>
    private void Probe()
    {
        var probe = Path.Combine(options.DataFolder, "probe");
        File.WriteAllBytes(probe, new byte[1 << 16]);
        File.Delete(probe);
    }

    /// <summary>
    /// Finds a way to read: as usual; as a file that nobody changes; or, when a crash left a log that cannot be worked
    /// in where it is, from a copy in the temporary folder.
    /// </summary>
    private void OpenReadable(StorageFault fault)
    {
        var wal = options.DatabaseFile + "-wal";
        var hasLog = File.Exists(wal) && new FileInfo(wal).Length > 0;
        if (!CanRead() && !hasLog)
        {
            var uri = new Uri(Path.GetFullPath(options.DatabaseFile)).AbsoluteUri;
            database.ReadFrom = uri + "?immutable=1";
        }
        else if (!CanRead())
        {
            copied = Directory.CreateTempSubdirectory("dedal-reading-").FullName;
            database.ReadFrom = Path.Combine(copied, "dedal.db");
            File.Copy(options.DatabaseFile, database.ReadFrom);
            File.Copy(wal, database.ReadFrom + "-wal");
        }

        if (!CanRead())
        {
            throw new CommandRefused(
                fault == StorageFault.DiskFull
                    ? $"The disk of {options.DataFolder} is full and there is no database of this version to read: "
                        + "free some space, then start again."
                    : $"Nothing can be written in {options.DataFolder} and there is no database of this version to "
                        + "read: give this user the right to write there, then start again."
            );
        }
    }

    private bool CanRead()
    {
        try
        {
            using var sql = new Statements(database.OpenForReading(Database.EveryOrg), database.Kind);
            var ran = sql.Query("select name from schema_file", r => r.GetString(0)).ToHashSet(StringComparer.Ordinal);
            return Migrator.Carried(database.Kind).All(f => ran.Contains(f.Name));
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Read-only from now on: {Fault}.")]
    private static partial void Says(ILogger log, StorageFault fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Everything can be written again.")]
    private static partial void WritesAgain(ILogger log);
}
