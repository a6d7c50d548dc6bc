using System.Text.Json;
using Tetri.Cards;
using Tetri.Payments;

namespace Tetri.Connectors.Simulator;

internal sealed partial class Simulator
{
    private const string CardExpiryInWallets = "1234";

    /// <summary>Opens what <see cref="WalletServer"/> sealed, and nothing else.</summary>
    public ValueTask<OpenedContainer> OpenAsync(WalletContainer container, Money amount, CancellationToken cancellation) => ValueTask.FromResult(Open(container, amount));

    private OpenedContainer Open(WalletContainer container, Money amount)
    {
        if (seal.Read(SealedIn(container)) is not { Kind: TicketKind.Wallet, Id: { } id } ticket || ticket.Wallet != container.Wallet ||
            !CardNumber.TryParse(ticket.Card, out var card) || !CardExpiry.TryParse(CardExpiryInWallets, out var expiry))
            return new OpenedContainer.Foreign();
        if (seal.IsOutOfDate(ticket))
            return new OpenedContainer.Expired();
        return ticket.Minor == amount.Minor && ticket.Currency == amount.Currency.Code ? new OpenedContainer.Card(card, expiry, id) : new OpenedContainer.OtherAmount();
    }

    /// <summary>The one place in the payload that the wallet encrypts for the acquirer.</summary>
    private static string? SealedIn(WalletContainer container)
    {
        try
        {
            using var payload = JsonDocument.Parse(container.Payload);
            return payload.RootElement.ValueKind == JsonValueKind.Object &&
                payload.RootElement.TryGetProperty(container.Wallet == WalletContainer.ApplePay ? "data" : "signedMessage", out var text) && text.ValueKind == JsonValueKind.String
                ? text.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
