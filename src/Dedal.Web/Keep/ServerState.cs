using Dedal.Web.Data;

namespace Dedal.Web.Keep;

/// <summary>
/// Whether this server can write now, and since when there is a backup: read by the banner, health and metrics.
/// </summary>
public sealed class ServerState
{
    private readonly Lock gate = new();
    private StorageFault? fault;
    private DateTimeOffset? lastBackup;
    private bool lastBackupFailed;

    /// <summary>Null while everything can be written.</summary>
    public StorageFault? Fault
    {
        get
        {
            lock (gate)
            {
                return fault;
            }
        }
    }

    public bool Writable => Fault is null;

    /// <summary>Word key of the banner; null while everything can be written.</summary>
    public string? BannerKey => Fault?.BannerKey();

    /// <summary>When the newest backup that was verified was made.</summary>
    public DateTimeOffset? LastBackup
    {
        get
        {
            lock (gate)
            {
                return lastBackup;
            }
        }
    }

    /// <summary>The last attempt of the schedule did not end in a verified backup.</summary>
    public bool LastBackupFailed
    {
        get
        {
            lock (gate)
            {
                return lastBackupFailed;
            }
        }
    }

    internal void Set(StorageFault? now)
    {
        lock (gate)
        {
            fault = now;
        }
    }

    internal void BackedUp(DateTimeOffset? at, bool failed)
    {
        lock (gate)
        {
            lastBackup = at ?? lastBackup;
            lastBackupFailed = failed;
        }
    }
}
