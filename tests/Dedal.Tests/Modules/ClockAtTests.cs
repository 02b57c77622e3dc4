using Dedal.Web.Books;

namespace Dedal.Tests.Modules;

/// <summary>The shift that a phone reckons its days with is one that surely holds.</summary>
public class ClockAtTests
{
    [Theory]
    [InlineData("America/La_Paz", 2026, 11, -240, 90)]
    [InlineData("America/Santiago", 2026, 11, -180, 90)]
    [InlineData("America/Santiago", 2026, 3, -180, 34)] // changes on 5 April 2026
    public void It_holds_for_ninety_days_or_until_clocks_change(string zone, int year, int month, int shift, int days)
    {
        var org = new Organisation(Guid.CreateVersion7(), "workshop", "Taller", "BOB", 2, "workshop", zone);
        var at = new DateTimeOffset(year, month, 1, 12, 0, 0, TimeSpan.Zero);
        var (found, until) = org.ClockAt(at);
        Assert.Equal(shift, found.TotalMinutes);
        Assert.Equal(at.AddDays(days), until);
    }
}
