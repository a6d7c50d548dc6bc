using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>A wallet that a merchant takes.</summary>
/// <param name="Name">As the wire spells it.</param>
/// <param name="IsSimulated">The sandbox's own, in place of the real one.</param>
internal sealed record OfferedWallet(string Name, bool IsSimulated);

/// <summary>The one place that says with which wallets a merchant's orders can be paid, opens what they give, and sees that it pays once (docs/reference/wallets.md).</summary>
internal sealed class Wallets(GatewayStore store, IConnector connector, GatewayOptions options, TimeProvider time)
{
    private const int NoPaymentSystem = 1017;
    private const int Expired = 1082;
    private const string Endpoint = "wallet";

    /// <summary>Longer than any wallet lets a container live.</summary>
    private static readonly TimeSpan SpentFor = TimeSpan.FromDays(30);

    public IReadOnlyList<OfferedWallet> For(MerchantSettings settings)
    {
        var simulated = settings.SimulatedWallets && options.IsSandbox;
        var apple = settings is { ApplePayMerchantId: not null, ApplePayDomain: not null, ApplePayCertificate: not null, Country: not null };
        var google = settings is { GooglePayGateway: not null, GooglePayGatewayMerchantId: not null } and ({ GooglePayEnvironment: "TEST" } or { GooglePayMerchantId: not null });
        var offered = new List<OfferedWallet>(2);
        if (apple || simulated)
            offered.Add(new OfferedWallet(WalletContainer.ApplePay, IsSimulated: !apple));
        if (google || simulated)
            offered.Add(new OfferedWallet(WalletContainer.GooglePay, IsSimulated: !google));
        return offered;
    }

    /// <summary>Null where the merchant takes the wallet.</summary>
    public GatewayError? Refusal(MerchantSettings settings, string? wallet) =>
        For(settings).Any(offered => offered.Name == wallet) ? null : new GatewayError(NoPaymentSystem, Explanation: "no wallet is set up for this merchant");

    /// <summary>The card in a container.</summary>
    /// <param name="amount">What the payer agreed to in the wallet.</param>
    public async ValueTask<Result<TypedCard>> OpenAsync(MerchantSettings settings, WalletContainer container, Money amount, CancellationToken cancellation)
    {
        if (Refusal(settings, container.Wallet) is { } refusal)
            return refusal;
        return await connector.OpenAsync(container, amount, cancellation) switch
        {
            OpenedContainer.Card card => new TypedCard(card.Number, card.Expiry, Cvv: null) { Wallet = container.Wallet, Container = container with { Id = card.Id } },
            OpenedContainer.Expired => new GatewayError(Expired),
            OpenedContainer.OtherAmount => GatewayError.Incorrect("container", "the payer agreed to another amount"),
            _ => new GatewayError(NoPaymentSystem, Explanation: "no acquirer of this gateway can open the container"),
        };
    }

    /// <summary>
    /// Spends a container on an order before anything else is written, so that it never pays twice, whatever is sent again. Spent on the same order before,
    /// it may still begin the order's first try: the process may have ended in between.
    /// </summary>
    public async ValueTask<(GatewayError? Error, bool IsAgain)> SpendAsync(Order order, WalletContainer container)
    {
        var now = time.GetUtcNow();
        var key = new IdempotencyKey(order.MerchantId, Endpoint, container.Id!, BodyHash: "", now + SpentFor);
        switch (await store.WriteAsync(new SpendContainer(key, order.PaymentId, now)))
        {
            case WriteOutcome.Done:
                return (null, false);
            case WriteOutcome.QueueFull:
                return (GatewayError.Busy, false);
        }
        var spent = await store.FindIdempotentUseAsync(order.MerchantId, Endpoint, key.Key, now);
        return spent?.PaymentId == order.PaymentId ? (null, true) : (GatewayError.Incorrect("container", "it has paid before"), false);
    }
}
