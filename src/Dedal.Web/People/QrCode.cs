using System.Globalization;
using System.Text;
using QRCoder;

namespace Dedal.Web.People;

/// <summary>A text as a QR code: one SVG path on a grid of small squares, the quiet border included.</summary>
internal sealed class QrCode
{
    public QrCode(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        Size = data.ModuleMatrix.Count;
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                if (data.ModuleMatrix[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        Path = path.ToString();
    }

    /// <summary>Squares on a side.</summary>
    public int Size { get; }

    public string Path { get; }
}
