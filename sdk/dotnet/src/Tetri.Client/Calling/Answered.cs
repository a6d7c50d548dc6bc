using System.Globalization;
using System.Text.Json;
using Tetri.Client.Wire;

namespace Tetri.Client.Calling;

/// <summary>What came, read as far as every operation is alike: envelope, refusal, signature.</summary>
internal static class Answered
{
    public readonly record struct Refusal(string Message, int? Code, string? RequestId);

    public static JsonElement Read(HttpReply reply, bool isForm)
    {
        var text = Envelope.Decode(reply.Body);
        if (isForm && !text.StartsWith('{'))
        {
            var pairs = Envelope.ReadForm(text);
            return pairs.TryGetProperty("response_status", out _) ? pairs : throw new UnreadableException("It is no form.");
        }
        return Envelope.ReadJson(text) is { ValueKind: JsonValueKind.Object } envelope && envelope.TryGetProperty("response", out var response)
            && response.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? response
            : throw new UnreadableException("It has no response.");
    }

    public static Refusal? RefusalOf(JsonElement answer, HttpReply reply)
    {
        var (code, message) = (Envelope.Text(answer, "error_code"), Envelope.Text(answer, "error_message"));
        if (code is null && message is null && Envelope.Text(answer, "response_status") != "failure")
            return null;
        return new(
            message ?? "",
            int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            Envelope.Text(answer, "request_id") ?? reply.Header("x-request-id"));
    }

    /// <summary>Checks signatures, and opens version 2.0.</summary>
    public static JsonElement Open(JsonElement answer, Operation operation, string key)
    {
        if (answer.ValueKind == JsonValueKind.Array)
        {
            if (operation.Signed == Signed.Rows)
            {
                foreach (var row in answer.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object))
                    Check(row, isRequired: true, signature => Signature.Fits(signature, Envelope.Scalars(row), key));
            }
            return answer;
        }
        if (answer.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.String)
        {
            var signed = data.GetString()!;
            Check(answer, isRequired: true, signature => Signature.Fits(signature, signed, key));
            return Envelope.ReadData(signed);
        }
        // A payer who is on his way to 3-D Secure has no order yet, and nothing that could be signed.
        if (operation.Signed != Signed.No)
            Check(answer, operation.Signed == Signed.Required, signature => Signature.Fits(signature, Envelope.Scalars(answer), key));
        return answer;
    }

    private static void Check(JsonElement answer, bool isRequired, Func<string, bool> fits)
    {
        if (Envelope.Text(answer, "signature") is { } signature)
        {
            if (!fits(signature))
                throw new SignatureException(ErrorReason.Mismatch, "The signature of the answer does not fit: it is not the gateway's, or the keys differ.");
        }
        else if (isRequired)
        {
            throw new SignatureException(ErrorReason.NoSignature, "The answer is not signed.");
        }
    }
}
