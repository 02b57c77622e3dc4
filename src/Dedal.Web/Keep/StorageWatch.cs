namespace Dedal.Web.Keep;

/// <summary>Looks at the disk every two seconds while the server runs.</summary>
public sealed class StorageWatch(Storage storage, TimeProvider clock) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await Tick(timer, stoppingToken))
        {
            try
            {
                storage.Look();
                storage.HoldBallast();
            }
            catch (Exception e) when (StorageFaults.Of(e) is { } fault)
            {
                storage.Faulted(fault);
            }
        }
    }

    private static async Task<bool> Tick(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
