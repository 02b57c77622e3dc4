namespace Dedal.Web.Books;

/// <summary>A note or a coin.</summary>
/// <param name="Minor">Face value in minor units.</param>
/// <param name="Colour">A note's colour (workshop reference §2.1); null for a coin.</param>
public sealed record Piece(long Minor, string? Colour);

/// <summary>The notes and coins in use, largest first; none for a currency means only a total is asked for.</summary>
public static class Pieces
{
    private static readonly Dictionary<string, Piece[]> ByCurrency = new(StringComparer.Ordinal)
    {
        ["BOB"] =
        [
            new(20_000, "#6b4423"),
            new(10_000, "#a32020"),
            new(5_000, "#6a3d8f"),
            new(2_000, "#b34700"),
            new(1_000, "#1f5fa8"),
            new(500, null),
            new(200, null),
            new(100, null),
            new(50, null),
            new(20, null),
            new(10, null),
        ],
        ["EUR"] =
        [
            new(20_000, "#8a6d00"),
            new(10_000, "#2f7d32"),
            new(5_000, "#b34700"),
            new(2_000, "#1f5fa8"),
            new(1_000, "#a32020"),
            new(500, "#5c5c5c"),
            new(200, null),
            new(100, null),
            new(50, null),
            new(20, null),
            new(10, null),
            new(5, null),
            new(2, null),
            new(1, null),
        ],
    };

    public static IReadOnlyList<Piece> Of(string currency) => ByCurrency.GetValueOrDefault(currency, []);
}
