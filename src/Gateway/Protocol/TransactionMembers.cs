using System.Globalization;
using Tetri.Accounts;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Protocol;

/// <summary>The rows of transaction_list: amounts are JSON numbers in major units, what is not known is null (docs/reference/transaction-list.md).</summary>
internal static class TransactionMembers
{
    private const string Null = "null";

    /// <summary>A capture is no row of its own on this wire: it shows in the row of the hold that it took from.</summary>
    /// <param name="entries">What the ledger has of them.</param>
    public static IEnumerable<ResponseMembers> Of(Order order, IReadOnlyList<Transaction> transactions, IReadOnlyList<PostedEntry> entries, bool sandbox) =>
        transactions.Where(transaction => transaction.Kind != TransactionKind.Capture).Select(transaction => Of(order, transaction, transactions, entries, sandbox));

    private static ResponseMembers Of(Order order, Transaction transaction, IReadOnlyList<Transaction> all, IReadOnlyList<PostedEntry> entries, bool sandbox)
    {
        var (terms, payment) = (order.Terms, order.Payment);
        var isApproved = transaction.Status == TransactionStatus.Approved;
        var captured = SumOf(TransactionKind.Capture);
        var card = transaction.MaskedCard ?? all.FirstOrDefault(other => other.Id == transaction.ParentId)?.MaskedCard;
        var isHold = transaction.Kind == TransactionKind.Authorisation && isApproved;
        // What was taken from a hold settled it.
        var settling = captured > 0 ? all.First(other => other.Kind == TransactionKind.Capture && other.ParentId == transaction.Id && other.Status == TransactionStatus.Approved) : transaction;
        var settled = entries.FirstOrDefault(entry => entry.TransactionId == settling.Id && entry.Entry.Account == Account.Balance);
        var fee = entries.FirstOrDefault(entry => entry.TransactionId == settling.Id && entry.Entry.Account == Account.Fees);
        var taken = captured > 0 ? transaction.Amount with { Minor = captured } : transaction.Amount;

        return new ResponseMembers(capacity: 64)
            .AddNumber("id", transaction.Id)
            .AddNumber("payment_id", transaction.PaymentId)
            .Add("order_id", terms.OrderId)
            .AddNumber("merchant_id", transaction.MerchantId)
            .Add("tran_type", TypeOf(transaction.Kind))
            .Add("transaction_status", FinalResponse.StatusOf(transaction.Status))
            .AddJson("parent_tran_id", Number(transaction.ParentId))
            .AddJson("amount", Major(transaction.Amount))
            .Add("currency", transaction.Amount.Currency.Code)
            .AddJson("actual_amount", isApproved ? Major(taken) : Null)
            .AddJson("actual_currency", isApproved ? Quoted(transaction.Amount.Currency.Code) : Null)
            .AddJson("reversal_amount", Major(transaction.Amount with { Minor = SumOf(TransactionKind.Reversal) }))
            .AddJson("capture_amount", captured > 0 ? Major(taken) : Null)
            .AddJson("capture_status", captured > 0 ? Quoted("captured") : isHold ? Quoted("hold") : Null)
            .AddJson("preauth", Flag(terms.Preauth))
            .AddJson("response_code", Number(transaction.ResponseCode))
            .Add("timestart", FinalResponse.WireTime(transaction.StartedAt))
            .AddJson("timeend", transaction.EndedAt is { } ended ? Quoted(FinalResponse.WireTime(ended)) : Null)
            .AddJson("duration", Number(transaction.EndedAt is { } end ? (long)(end - transaction.StartedAt).TotalMilliseconds : null))
            .Add("payment_system", payment.PaymentSystem)
            .AddJson("masked_card", Quoted(card))
            .AddJson("card_bin", Quoted(card?[..6]))
            .AddJson("card_last_digits", Quoted(card?[^4..]))
            .AddJson("card_type", Quoted(transaction.CardType ?? payment.CardType))
            .AddJson("expire_month", Null)
            .AddJson("expire_year", Null)
            .AddJson("eci", Quoted(transaction.Eci))
            .AddJson("cavv", Null)
            .AddJson("md", Null)
            .AddJson("veres_status", Null)
            .AddJson("pares_status", Null)
            .AddJson("sender_rrn", Quoted(transaction.Rrn))
            .AddJson("sender_approval_code", Quoted(transaction.ApprovalCode))
            .AddJson("sender_email", Quoted(terms.Sender?.Email ?? payment.Answers?.Email))
            .AddJson("sender_country", Quoted(terms.Sender?.Country))
            .AddJson("ipaddress_v4", Quoted(payment.PayerIp))
            .AddJson("ip_country", Null)
            .AddJson("receiver_rrn", Null)
            .AddJson("receiver_approval_code", Null)
            .AddJson("receiver_country", Null)
            .AddJson("settlement_amount", settled is null ? Null : Major(transaction.Amount with { Minor = settled.Entry.Minor }))
            .AddJson("settlement_currency", Quoted(settled?.Currency))
            .AddJson("settlement_date", settled is null ? Null : Quoted(FinalResponse.WireDate(settling.EndedAt!.Value)))
            .AddJson("settlement_status", Null)
            .AddJson("fee", fee is null ? Null : Major(transaction.Amount with { Minor = fee.Entry.Minor }))
            .AddJson("client_fee", Major(transaction.Amount with { Minor = isApproved && transaction.Id == payment.TransactionId ? payment.ClientFee : 0 }))
            .AddJson("rectoken", Quoted(terms.Rectoken))
            .AddJson("rectoken_lifetime", Null)
            .AddJson("verification_code", Null)
            .Add("protocol", VersionOf(terms.Version))
            .AddJson("binmanagement_enabled", Flag(false))
            .AddJson("istest", Flag(sandbox));

        long SumOf(TransactionKind kind) =>
            all.Where(other => other.Kind == kind && other.ParentId == transaction.Id && other.Status == TransactionStatus.Approved).Sum(other => other.Amount.Minor);
    }

    private static string TypeOf(TransactionKind kind) => kind switch
    {
        TransactionKind.Reversal => "reverse",
        TransactionKind.Verification => "verification",
        TransactionKind.Payout => "p2p credit",
        _ => "purchase",
    };

    private static string VersionOf(MessageVersion version) => version switch
    {
        MessageVersion.V10 => "1.0",
        MessageVersion.V20 => "2.0",
        _ => "1.0.1",
    };

    private static string Major(Money amount) => AdditionalInfo.MajorUnits(amount);

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? Null;

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Quoted(string? value) => AdditionalInfo.Quoted(value);
}
