using System.Globalization;
using System.Text;
using QRCoder;

namespace Tetri.Checkout;

/// <summary>A QR code as SVG: dark modules on a light ground, with the border that scanners need.</summary>
internal static class QrPicture
{
    public static string Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var picture = new StringBuilder(8 * 1024);
        picture.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {rows.Count} {rows.Count}\" shape-rendering=\"crispEdges\">");
        picture.Append("<path fill=\"#fff\" d=\"M0 0h").Append(rows.Count).Append('v').Append(rows.Count).Append("H0z\"/><path d=\"");
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows.Count; x++)
                if (rows[y][x])
                    picture.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return picture.Append("\"/></svg>").ToString();
    }
}
