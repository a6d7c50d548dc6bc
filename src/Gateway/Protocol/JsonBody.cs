using System.Text;
using System.Text.Json;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>Reads <c>{"request":{…}}</c> and the <c>{"order":{…}}</c> of protocol 2.0.</summary>
internal static class JsonBody
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };

    /// <param name="json">Well-formed UTF-8.</param>
    /// <param name="dropEnvelope">Leaves out a signature and a version that old C# clients repeat inside the order.</param>
    public static GatewayError? Read(ReadOnlySpan<byte> json, ReadOnlySpan<byte> root, MemberSet into, bool dropEnvelope = false)
    {
        try
        {
            return ReadRoot(json, root, into, dropEnvelope);
        }
        catch (JsonException exception)
        {
            return GatewayError.Malformed($"the JSON breaks off or is wrong near byte {exception.BytePositionInLine} of line {exception.LineNumber + 1}");
        }
        catch (InvalidOperationException)
        {
            return GatewayError.NotUtf8(@"a \u escape is half of a surrogate pair");
        }
    }

    private static GatewayError? ReadRoot(ReadOnlySpan<byte> json, ReadOnlySpan<byte> root, MemberSet into, bool dropEnvelope)
    {
        var reader = new Utf8JsonReader(json, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return NoRoot(root);
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRoot = reader.ValueTextEquals(root);
            reader.Read();
            if (!isRoot)
            {
                reader.Skip();
                continue;
            }
            if (found || reader.TokenType != JsonTokenType.StartObject)
                return NoRoot(root);
            found = true;
            if (ReadMembers(ref reader, json, into, dropEnvelope) is { } error)
                return error;
        }

        // Only white space may follow; the reader throws at anything else.
        reader.Read();
        return found ? null : NoRoot(root);
    }

    private static GatewayError? ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, MemberSet into, bool dropEnvelope)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.Length > MemberNames.MaxLength)
                return GatewayError.Malformed($"the name of a member is longer than {MemberNames.MaxLength} bytes");
            var name = reader.ValueIsEscaped ? MemberNames.Of(reader.GetString()!) : MemberNames.Of(reader.ValueSpan);
            reader.Read();
            var value = ReadValue(ref reader, json, out var kind);
            if (name.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal))
                return GatewayError.NotUtf8("a value holds the NUL character");
            if (dropEnvelope && name is (Signature.MemberName or "version"))
                continue;
            if (into.Add(name, value, kind) is { } error)
                return error;
        }
        return null;
    }

    private static string ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, out MemberKind kind)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                kind = MemberKind.Text;
                return reader.GetString()!;
            case JsonTokenType.Number:
                kind = MemberKind.Number;
                return Encoding.ASCII.GetString(reader.ValueSpan);
            case JsonTokenType.True:
                kind = MemberKind.True;
                return "true";
            case JsonTokenType.False:
                kind = MemberKind.False;
                return "false";
            case JsonTokenType.Null:
                kind = MemberKind.Null;
                return "";
            default:
                kind = MemberKind.Nested;
                var start = (int)reader.TokenStartIndex;
                CheckNested(ref reader);
                return Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]);
        }
    }

    // Nested text is kept as it is and read later: its escapes must be sound by then.
    private static void CheckNested(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.ValueIsEscaped && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
                throw new InvalidOperationException("A nested value holds the NUL character.");
        }
    }

    private static GatewayError NoRoot(ReadOnlySpan<byte> root) =>
        GatewayError.Malformed("the JSON must be one object with one object in it: " + Encoding.UTF8.GetString(root));
}
