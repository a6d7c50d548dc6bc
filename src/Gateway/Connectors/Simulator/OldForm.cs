using System.IO.Compression;
using System.Text;

namespace Tetri.Connectors.Simulator;

/// <summary>PaReq and PaRes of 3-D Secure 1: base64 of zlib, here around a sealed ticket.</summary>
internal static class OldForm
{
    private const int LongestMessage = 16 * 1024;

    public static string Encode(string sealedTicket)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(Encoding.ASCII.GetBytes(sealedTicket));
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    /// <summary>The sealed ticket inside, not verified yet; null where the text is no such message.</summary>
    public static string? Decode(string? message)
    {
        if (message is null || message.Length > LongestMessage)
            return null;
        var packed = new byte[message.Length];
        if (!Convert.TryFromBase64String(message, packed, out var length))
            return null;
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed, 0, length), CompressionMode.Decompress);
            var text = new byte[LongestMessage];
            var read = zlib.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return Encoding.ASCII.GetString(text, 0, read);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
