using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tetri.Merchants;

namespace Tetri.Commands;

/// <summary>A merchant as <c>--json</c> shows it; keys only where they were asked for.</summary>
internal sealed record MerchantOutput
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public string? PaymentKey { get; init; }
    public string? CreditKey { get; init; }
    public required string PageHash { get; init; }
    public required IReadOnlyList<string> Currencies { get; init; }
    public required IReadOnlyList<long> FormerIds { get; init; }
    public required MerchantSettings Settings { get; init; }

    /// <summary>Of each currency in which money moved; of <c>show</c> only.</summary>
    public IReadOnlyList<CurrencyBalance>? Balances { get; init; }

    public static MerchantOutput Of(Merchant merchant, bool keys) => new()
    {
        Id = merchant.Id,
        Name = merchant.Name,
        PaymentKey = keys ? merchant.PaymentKey : null,
        CreditKey = keys ? merchant.CreditKey : null,
        PageHash = merchant.PageHash,
        Currencies = merchant.Currencies,
        FormerIds = merchant.FormerIds,
        Settings = merchant.Settings,
    };
}

internal sealed record KeyOutput(long Id, string Kind, string Key);

internal sealed record CallbackOutput
{
    public required long Id { get; init; }
    public required long MerchantId { get; init; }
    public required string OrderId { get; init; }
    public required long PaymentId { get; init; }
    public required string OrderStatus { get; init; }
    public required string State { get; init; }
    public required int Attempts { get; init; }
    public required DateTimeOffset OwedAt { get; init; }

    /// <summary>When the next try is due.</summary>
    public DateTimeOffset? DueAt { get; init; }
    public required string Url { get; init; }

    public IReadOnlyList<AttemptOutput>? Tries { get; init; }
    public string? ContentType { get; init; }
    public string? Body { get; init; }
}

/// <summary>A stored card; the number is not among what is shown.</summary>
internal sealed record RectokenOutput
{
    public required long MerchantId { get; init; }
    public required string Rectoken { get; init; }
    public required string MaskedCard { get; init; }
    public required string CardType { get; init; }

    /// <summary>active, unapproved (its payment is not approved yet), deactivated or expired.</summary>
    public required string State { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
    public required long PaymentId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DeactivatedAt { get; init; }

    /// <summary>The master key that it is sealed with.</summary>
    public required int KeyId { get; init; }
}

internal sealed record AttemptOutput(int Number, DateTimeOffset At, string Outcome, int? HttpStatus, int DurationMs);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(MerchantOutput))]
[JsonSerializable(typeof(MerchantOutput[]))]
[JsonSerializable(typeof(KeyOutput))]
[JsonSerializable(typeof(RectokenOutput[]))]
[JsonSerializable(typeof(CallbackOutput))]
[JsonSerializable(typeof(CallbackOutput[]))]
internal sealed partial class CommandJson : JsonSerializerContext
{
    public static void Write<T>(TextWriter output, T value, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(value, type));
}
