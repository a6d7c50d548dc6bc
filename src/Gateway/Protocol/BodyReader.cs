using System.Buffers;

namespace Tetri.Protocol;

/// <summary>Reads a body of bounded length and decodes it where it lies, without a copy when it came in one piece.</summary>
internal static class BodyReader
{
    /// <returns>Null when the body is too long.</returns>
    public static async ValueTask<DecodedBody?> DecodeAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > Envelope.MaxBodyLength)
            return null;
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (buffer.Length > Envelope.MaxBodyLength)
            {
                reader.AdvanceTo(buffer.End);
                return null;
            }
            if (read.IsCompleted)
            {
                var decoded = Decode(buffer, request.ContentType);
                reader.AdvanceTo(buffer.End);
                return decoded;
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static DecodedBody Decode(in ReadOnlySequence<byte> body, string? contentType)
    {
        if (body.IsSingleSegment)
            return Envelope.Decode(body.FirstSpan, contentType);
        var length = (int)body.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(rented);
        var decoded = Envelope.Decode(rented.AsSpan(0, length), contentType);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return decoded;
    }
}
