using Dedal.Web.Shared;

namespace Dedal.Tests.Domain;

public sealed class AmountTextTests
{
    [Theory]
    [InlineData("1.234,50", 123450L)]
    [InlineData("1234.5", 123450L)]
    [InlineData("1.500", 150000L)]
    [InlineData("1,234.50", 123450L)]
    [InlineData("1 234,50", 123450L)]
    [InlineData("0,10", 10L)]
    [InlineData("-3", -300L)]
    [InlineData("12,345", null)]
    [InlineData("1.23.456", null)]
    [InlineData(",5", null)]
    [InlineData("1,2,3", null)]
    [InlineData("", null)]
    [InlineData("doce", null)]
    [InlineData("99999999999999999999999", null)]
    public void Amounts_are_read_as_people_write_them_and_slips_are_not_guessed(string text, long? minor) =>
        Assert.Equal(minor, Format.ParseAmount(text));
}
