using System.Globalization;
using Dedal.Web.Data;

namespace Dedal.Web.Keep;

/// <summary>
/// A backup a day while the server runs, the newest 14 kept (DEDAL_BACKUP_HOURS, DEDAL_BACKUP_KEEP, DEDAL_BACKUP_TO).
/// The age counts from the newest file, so that a server started anew every morning makes its backup all the same.
/// </summary>
public sealed partial class BackupSchedule(
    AppOptions options,
    Database database,
    ServerState state,
    IConfiguration configuration,
    TimeProvider clock,
    ILogger<BackupSchedule> log
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly string folder = configuration["DEDAL_BACKUP_TO"] ?? Backup.DefaultFolder(options);
    private readonly int keep = Number(configuration, "DEDAL_BACKUP_KEEP", Backup.DefaultKeep);
    private readonly TimeSpan every = TimeSpan.FromHours(Number(configuration, "DEDAL_BACKUP_HOURS", 24));
    private DateTimeOffset tried;

    /// <summary>Makes a backup when one is due.</summary>
    public async Task MakeWhenDue()
    {
        state.BackedUp(Backup.Newest(folder), state.LastBackupFailed);
        var now = clock.GetUtcNow();
        if (!state.Writable || now - state.LastBackup < every || now - tried < TimeSpan.FromHours(1))
        {
            return;
        }

        tried = now;
        try
        {
            var report = await Backup.Make(database, folder, keep, clock);
            state.BackedUp(report.At, failed: false);
            Made(log, report.Bytes, report.Books.Count);
        }
        catch (Exception e)
        {
            // A backup that cannot be made must not stop the server; health says it and it is tried again in an hour.
            state.BackedUp(null, failed: true);
            Failed(log, e.GetType().FullName, e.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        state.BackedUp(Backup.Newest(folder), failed: false);
        using var meter = Measures.Of(state, clock);
        using var timer = new PeriodicTimer(Look, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await MakeWhenDue();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private static int Number(IConfiguration configuration, string name, int otherwise) =>
        int.TryParse(configuration[name], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0
            ? n
            : otherwise;

    [LoggerMessage(Level = LogLevel.Information, Message = "Backup made and verified: {Bytes} bytes, {Books} books.")]
    private static partial void Made(ILogger log, long bytes, int books);

    [LoggerMessage(Level = LogLevel.Error, Message = "No backup was made: {Fault} {Reason}")]
    private static partial void Failed(ILogger log, string? fault, string reason);
}
