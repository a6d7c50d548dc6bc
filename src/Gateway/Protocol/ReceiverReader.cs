using System.Globalization;
using System.Text.Json;
using Tetri.Payments;
using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>Reads receiver: among which merchants an amount is divided. A card or a bank account is no receiver here, so no such number is kept.</summary>
internal static class ReceiverReader
{
    public const int MostParts = 50;

    private const string Name = "receiver";
    private const int LongestDescription = 1024;

    /// <param name="parts">Null where the request divides nothing.</param>
    public static GatewayError? Read(MemberSet members, out IReadOnlyList<SplitPart>? parts)
    {
        parts = null;
        if (!members.TryGet(Name, out var member) || member.Kind != MemberKind.Nested)
            return null;
        using var json = JsonDocument.Parse(member.Value);
        if (json.RootElement.ValueKind != JsonValueKind.Array)
            return GatewayError.Incorrect(Name, "it is an array");
        var count = json.RootElement.GetArrayLength();
        if (count is 0 or > MostParts)
            return GatewayError.Incorrect(Name, string.Create(CultureInfo.InvariantCulture, $"it has 1 to {MostParts} entries"));
        var read = new List<SplitPart>(count);
        foreach (var entry in json.RootElement.EnumerateArray())
        {
            if (ReadEntry(entry, out var part) is { } fault)
                return GatewayError.Incorrect(Name, fault);
            if (read.Exists(other => other.MerchantId == part.MerchantId))
                return GatewayError.Incorrect(Name, "a merchant stands in it twice");
            read.Add(part);
        }
        parts = read;
        return null;
    }

    private static string? ReadEntry(JsonElement entry, out SplitPart part)
    {
        part = null!;
        if (entry.ValueKind != JsonValueKind.Object || Scalar(entry, "type") != "merchant")
            return "an entry has the type merchant; cards and bank accounts are no receivers here";
        if (!entry.TryGetProperty("requisites", out var requisites) || requisites.ValueKind != JsonValueKind.Object)
            return "an entry has requisites";
        if (requisites.TryGetProperty(MemberNames.CardNumber, out _))
            return "requisites hold a card's number, which is no receiver here";
        if (!MemberValue.TryReadInteger(Scalar(requisites, "merchant_id") ?? "", 12, out var merchantId) || merchantId == 0)
            return "requisites name a merchant_id";
        if (!MemberValue.TryReadInteger(Scalar(requisites, "amount") ?? "", 12, out var amount) || amount == 0)
            return "requisites name an amount of minor units above zero";
        var description = Scalar(requisites, "settlement_description");
        if (description?.Length > LongestDescription)
            return string.Create(CultureInfo.InvariantCulture, $"settlement_description is longer than {LongestDescription} characters");
        part = new SplitPart(merchantId, amount) { Description = string.IsNullOrEmpty(description) ? null : description };
        return null;
    }

    private static string? Scalar(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;
}
