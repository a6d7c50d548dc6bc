using System.Text.Json.Nodes;
using Tetri.Client.Wire;

namespace Tetri.Client.Calling;

/// <summary>A request as it is sent, and what is needed to read its answer.</summary>
/// <param name="Key">What signs it, and its answer.</param>
/// <param name="Secrets">Texts that must stand in no error.</param>
internal sealed record Written(HttpTry Try, string Key, bool IsForm, IReadOnlyList<string> Secrets)
{
    private const int LongestIdempotencyKey = 255;
    private static readonly string[] SecretMembers = ["card_number", "cvv2", "receiver_card_number", "rectoken", "receiver_rectoken", "external_rectoken", "container"];

    /// <param name="given">The members by their names on the wire.</param>
    public static Written Of(Operation operation, JsonObject given, CallOptions? options, Settings settings, Func<string> newId)
    {
        var headers = new Dictionary<string, string> { ["user-agent"] = TetriClient.UserAgent };
        var key = KeyOf(operation, settings);
        if (operation.Made is { } made && given[made] is null)
            given[made] = newId();
        var members = Members(operation, given, settings);
        var (version, isForm) = Manner(operation, members, settings);
        if (operation.Repeat == Repeat.Key)
            headers["idempotency-key"] = options?.IdempotencyKey is { } own ? Checked(own) : newId();
        else if (options?.IdempotencyKey is not null)
            throw new UsageException(ErrorReason.IdempotencyKey, "The gateway knows an idempotency key only where an order is created or a card is charged.");
        headers["content-type"] = isForm ? "application/x-www-form-urlencoded" : "application/json";
        if (!isForm)
            headers["accept"] = "application/json";

        string[] secrets =
        [
            .. new[] { settings.SecretKey, settings.CreditKey, settings.FormerSecretKey }
                .Concat(SecretMembers.Select(name => members[name] is JsonValue value ? value.ToString() : null))
                .Where(secret => !string.IsNullOrEmpty(secret)).Cast<string>(),
        ];
        string body;
        if (version == ProtocolVersion.V20)
            body = new JsonObject { ["request"] = Envelope.Enclose(members, key) }.ToJsonString();
        else if (isForm)
            body = Envelope.WriteForm(Envelope.Scalars(Sign(operation, members, version, key)));
        else
            body = new JsonObject { ["request"] = Sign(operation, members, version, key) }.ToJsonString();
        return new(new(AddressOf(operation, settings), headers, body), key, isForm, secrets);
    }

    /// <summary>What the payer's browser posts.</summary>
    public static CheckoutForm FormOf(Operation operation, JsonObject given, Settings settings)
    {
        var members = Members(operation, given, settings);
        var (version, _) = Manner(operation, members, settings);
        var fields = Envelope.Scalars(Sign(operation, members, version, KeyOf(operation, settings)));
        return new(AddressOf(operation, settings), fields.ToDictionary(field => field.Key, field => field.Value ?? "", StringComparer.Ordinal));
    }

    private static JsonObject Members(Operation operation, JsonObject given, Settings settings)
    {
        var members = new JsonObject { ["merchant_id"] = settings.MerchantId };
        foreach (var (name, value) in given)
        {
            if (value is not null && name != "merchant_id")
                members[name] = value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False ? value.GetValue<bool>() ? "Y" : "N" : value.DeepClone();
        }
        if (operation.Adds is { } added)
            members[added.Key] = added.Value;
        return members;
    }

    /// <summary>The version and format in which these members can travel.</summary>
    private static (ProtocolVersion Version, bool IsForm) Manner(Operation operation, JsonObject members, Settings settings)
    {
        var version = operation.Versions.Contains(settings.Version) ? settings.Version : operation.Versions[^1];
        var needs20 = members.Any(member => member.Value is not JsonValue value || (value.TryGetValue<string>(out var text) && text.Contains('|', StringComparison.Ordinal)));
        if (needs20 && version != ProtocolVersion.V20 && !operation.Versions.Contains(ProtocolVersion.V20))
        {
            throw new UsageException(ErrorReason.VersionCannotCarry,
                $"An object among the members, or a | in a value, needs version 2.0, which {operation.Path} does not speak.");
        }
        var format = operation.Formats.Contains(settings.Format) ? settings.Format : operation.Formats[0];
        return needs20 || version == ProtocolVersion.V20 ? (ProtocolVersion.V20, false) : (version, format == WireFormat.Form);
    }

    private static JsonObject Sign(Operation operation, JsonObject members, ProtocolVersion version, string key)
    {
        if (operation.VersionSent)
            members["version"] = version.OnTheWire();
        members["signature"] = Signature.Of(Envelope.Scalars(members), key);
        return members;
    }

    private static string KeyOf(Operation operation, Settings settings) =>
        !operation.UsesCreditKey ? settings.SecretKey
        : settings.CreditKey ?? throw new UsageException(ErrorReason.NoCreditKey, "CreditKey is missing: payouts are signed with the credit key.");

    private static string AddressOf(Operation operation, Settings settings) => $"{settings.BaseUrl}/api/{operation.Path}";

    /// <summary>What a header can hold: no line break, no space around it.</summary>
    private static string Checked(string key) =>
        key.Length is > 0 and <= LongestIdempotencyKey && key.All(letter => letter is >= ' ' and <= '~') && key.Trim().Length == key.Length
            ? key
            : throw new UsageException(ErrorReason.IdempotencyKey, $"An idempotency key is 1 to {LongestIdempotencyKey} printable ASCII characters.");
}
