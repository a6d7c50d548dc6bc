using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tetri.Client.Wire;

/// <summary>Answers that are more than one object.</summary>
internal static class ReadAnswer
{
    private static readonly string[] MajorAmounts = ["amount", "actual_amount", "reversal_amount", "capture_amount"];

    public static DirectPayment Direct(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("acs_url", out _)
            ? answer.Deserialize(AnswerJson.Default.DirectPayment)!
            : new() { Order = answer.Deserialize(AnswerJson.Default.Order)! };

    public static IReadOnlyList<Order> Orders(JsonElement answer) => answer.Deserialize(AnswerJson.Default.OrderArray)!;

    /// <summary>Transactions come in major units, and leave in minor ones like everything else.</summary>
    public static IReadOnlyList<Transaction> Transactions(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Array)
            throw new JsonException("A list was expected.");
        var rows = (JsonArray)JsonNode.Parse(answer.GetRawText())!;
        foreach (var row in rows)
        {
            if (row is not JsonObject members)
                throw new JsonException("An object was expected.");
            var currency = members["currency"] is JsonValue value ? value.ToString() : "";
            foreach (var name in MajorAmounts)
            {
                if (members[name] is not { } amount || amount.ToString() is not { Length: > 0 } major)
                    continue;
                try
                {
                    members[name] = Money.ToMinor(amount.GetValueKind() == JsonValueKind.Number ? amount.ToJsonString() : major, currency);
                }
                catch (UsageException e)
                {
                    throw new JsonException($"{name} is no amount.", e);
                }
            }
        }
        return rows.Deserialize(AnswerJson.Default.TransactionArray)!;
    }
}
