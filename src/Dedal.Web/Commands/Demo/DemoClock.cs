namespace Dedal.Web.Commands.Demo;

/// <summary>The clock of the demonstration's past: it says what it was told last.</summary>
internal sealed class DemoClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => Now;
}
