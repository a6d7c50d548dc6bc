using System.Text;
using System.Text.Json;

namespace Tetri.Cards;

/// <summary>
/// What a wallet gives for a card: sealed, so that only the acquirer can open it. It pays as a card does, so it is kept and logged as little: its ToString
/// names the wallet alone.
/// </summary>
/// <param name="Wallet"><see cref="ApplePay"/> or <see cref="GooglePay"/>, as the wire spells it.</param>
/// <param name="Payload">The sealed part, JSON, as it came.</param>
internal sealed record WalletContainer(string Wallet, string Payload)
{
    public const string ApplePay = "applepay";
    public const string GooglePay = "googlepay";

    /// <summary>Long enough for the wallets' own, which are about 4 KB.</summary>
    public const int LongestBase64 = 16_384;

    /// <summary>What the acquirer knows it by, the same however it is written; null until it was opened.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// Finds the sealed part in what a wallet's own interface gives: Apple's payment, its token, or the token's paymentData; Google's PaymentData or its token.
    /// Null where it is none of these.
    /// </summary>
    public static WalletContainer? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            if (Inside(root, "paymentMethodData") is { } method)
                return Inside(method, "tokenizationData") is { } tokenization && tokenization.TryGetProperty("token", out var text) &&
                    text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } token
                    ? new WalletContainer(GooglePay, token)
                    : null;
            var data = Inside(Inside(root, "token") ?? root, "paymentData") ?? root;
            if (Has(data, "data") && Has(data, "signature") && Inside(data, "header") is not null)
                return new WalletContainer(ApplePay, data.GetRawText());
            return Has(root, "signedMessage") && Has(root, "signature") ? new WalletContainer(GooglePay, root.GetRawText()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same in base64, as a shop's server sends it.</summary>
    public static WalletContainer? ReadBase64(string text)
    {
        var bytes = new byte[text.Length];
        return text.Length <= LongestBase64 && Convert.TryFromBase64String(text, bytes, out var length) ? Read(Encoding.UTF8.GetString(bytes, 0, length)) : null;
    }

    public override string ToString() => Wallet;

    private static JsonElement? Inside(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static bool Has(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;
}
