using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>Who pays at a bank and over which of our addresses.</summary>
/// <param name="PublicUrl">Our own address as the payer sees it, without a trailing slash.</param>
/// <param name="ReturnUrl">Where the bank sends the payer back to.</param>
internal sealed record BankPayer(string? Ip, string PublicUrl, string ReturnUrl);

/// <summary>
/// Pays an order at the payer's bank. The payment is opened there in the same three steps as any other; then the bank may take the money at any moment, so the
/// transaction stays open until the bank has said what became of it: when the payer comes back, or when recovery asks.
/// </summary>
internal sealed class PayByBank(GatewayStore store, IConnector connector, Exchange exchange, NextTry tries)
{
    private const int NoPaymentSystem = 1017;

    /// <summary>Gives the order as it is afterwards. Whoever is at this bank already goes on there.</summary>
    /// <param name="quote">What the payer saw that the order costs; null: its amount.</param>
    /// <param name="answers">To what the shop asks on its page; null where it asks nothing.</param>
    public async ValueTask<Result<Order>> StartAsync(Order order, Merchant merchant, Bank? bank, BankPayer payer, Quote? quote = null, PayerAnswers? answers = null)
    {
        if (bank is null)
            return new GatewayError(NoPaymentSystem);
        if (order.Payment.BankUrl is not null && order.Payment.PaymentSystem == bank.System && order.Payment.PaymentMethod == bank.Method)
            return order;
        var next = await tries.BeginAsync(order, (current, id) => ValueTask.FromResult((
            exchange.NewTransaction(id, current, TransactionKind.Purchase, quote?.Total ?? current.Terms.Amount) with { Status = TransactionStatus.BankOpen },
            new PaymentMeans { System = bank.System, Method = bank.Method, PayerIp = payer.Ip, Quote = quote, Answers = answers })));
        if (!next.Succeeded)
            return next.Error;
        if (next.Value.Begun is not { } transaction)
            return next.Value.Order;

        var payment = new BankPayment
        {
            TransactionId = transaction.Id,
            MerchantId = order.MerchantId,
            MerchantName = merchant.Name,
            OrderId = order.Terms.OrderId,
            Description = order.Terms.Description,
            Amount = transaction.Amount,
            Bank = bank,
            ReservationData = order.Terms.ReservationData,
            PayerIp = payer.Ip,
            PublicUrl = payer.PublicUrl,
            ReturnUrl = payer.ReturnUrl,
        };
        return await exchange.ConcludeAsync(transaction, await exchange.CallAsync(cancellation => connector.StartAsync(payment, cancellation)));
    }

    /// <summary>The payer came back: asks the bank what he decided. Gives the order as it is afterwards.</summary>
    public async ValueTask<Order> AskAsync(Order order)
    {
        if (order.Payment.BankUrl is null || order.OpenTransactionId is not { } openId || await store.FindTransactionAsync(order.MerchantId, order.PaymentId, openId) is not { } open)
            return order;
        var result = await exchange.CallAsync(cancellation => connector.FindAsync(openId, cancellation));
        return result is ConnectorResult.Approved or ConnectorResult.Declined ? await exchange.ConcludeAsync(open, result) : order;
    }

    /// <summary>The payer wants to pay in another way. What the bank has taken already stays taken.</summary>
    public async ValueTask<Order> LeaveAsync(Order order) =>
        order.Payment.BankUrl is null ? order : await tries.GiveUpAsync(order) ?? await exchange.ReadAsync(order);
}
