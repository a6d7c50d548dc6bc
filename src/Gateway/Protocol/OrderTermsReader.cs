using System.Globalization;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>Turns the members of a request that passed all checks into the terms of an order.</summary>
internal static class OrderTermsReader
{
    private static readonly string[] SenderNames =
    [
        "sender_email", "sender_cell_phone", "sender_account", "sender_country", "sender_city", "sender_address", "sender_phone",
        "sender_first_name", "sender_last_name", "sender_name", "sender_familyName", "iban", "bic",
    ];

    /// <summary>The currency is looked at here: an unknown one is 1007, one that the merchant does not have is 1012.</summary>
    public static GatewayError? Read(ProtocolRequest request, Merchant merchant, out OrderTerms terms)
    {
        terms = null!;
        var members = request.Members;
        if (MoneyReader.Read(members, out var amount) is { } unknown)
            return unknown;
        if (!merchant.Currencies.Contains(amount.Currency.Code, StringComparer.Ordinal))
            return new GatewayError(1012, amount.Currency.Code) { MerchantId = merchant.Id };

        if (ReceiverReader.Read(members, out var parts) is { } wrong)
            return wrong;

        terms = new OrderTerms
        {
            MerchantId = merchant.Id,
            OrderId = members.Text("order_id") ?? OrderTerms.NewOrderId(merchant.Id),
            Amount = amount,
            Description = members.Text("order_desc")!,
            Version = request.Version,
            Lifetime = members.Text("lifetime") is { } lifetime
                ? int.Parse(lifetime, NumberStyles.None, CultureInfo.InvariantCulture)
                : OrderTerms.DefaultLifetime,
            Delayed = members.Text("delayed") is not ("N" or "n"),
            Preauth = IsYes(members, "preauth"),
            Verification = IsYes(members, "verification"),
            VerificationType = members.Text("verification_type")?.ToLowerInvariant(),
            RequiredRectoken = IsYes(members, "required_rectoken"),
            ResponseUrl = members.Text("response_url"),
            ServerCallbackUrl = members.Text("server_callback_url"),
            SubscriptionCallbackUrl = members.Text("subscription_callback_url"),
            ChargebackCallbackUrl = members.Text("chargeback_callback_url"),
            CancelUrl = members.Text("cancel_url"),
            MerchantData = members.Text("merchant_data"),
            ProductId = members.Text("product_id"),
            Language = members.Text("lang")?.ToLowerInvariant(),
            DesignId = members.Text("design_id"),
            ReservationData = members.Text("reservation_data"),
            PaymentSystems = members.Text("payment_systems"),
            PaymentMethod = members.Text("payment_method"),
            DefaultPaymentSystem = members.Text("default_payment_system"),
            Subscription = IsYes(members, "subscription"),
            RecurringData = Nested(members, "recurring_data"),
            Parts = parts,
            Rectoken = members.Text("rectoken"),
            ReceiverRectoken = members.Text("receiver_rectoken"),
            OrderType = members.Text("order_type"),
            OperationId = members.Text("operation_id"),
            ClientIp = members.Text("client_ip"),
            Descriptor = members.Text("descriptor"),
            Sender = ReadSender(members),
            RequestHash = request.Hash,
        };
        return null;
    }

    private static Sender? ReadSender(MemberSet members) =>
        !NamesSender(members) ? null : new Sender
        {
            Email = members.Text("sender_email"),
            CellPhone = members.Text("sender_cell_phone"),
            Account = members.Text("sender_account"),
            Country = members.Text("sender_country"),
            City = members.Text("sender_city"),
            Address = members.Text("sender_address"),
            Phone = members.Text("sender_phone"),
            FirstName = members.Text("sender_first_name"),
            LastName = members.Text("sender_last_name"),
            Name = members.Text("sender_name"),
            FamilyName = members.Text("sender_familyName"),
            Iban = members.Text("iban"),
            Bic = members.Text("bic"),
        };

    private static bool NamesSender(MemberSet members)
    {
        foreach (var name in SenderNames)
        {
            if (members.Text(name) is not null)
                return true;
        }
        return false;
    }

    private static bool IsYes(MemberSet members, string name) => members.Text(name) is "Y" or "y";

    private static string? Nested(MemberSet members, string name) =>
        members.TryGet(name, out var member) && member.Kind == MemberKind.Nested ? member.Value : null;
}
