using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tetri.Merchants;
using Tetri.Payments;
using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>How the amount of an unsigned request is written.</summary>
internal abstract record AmountUnit
{
    private AmountUnit() { }

    /// <summary>Minor units, as in every signed request.</summary>
    public sealed record Minor : AmountUnit;

    /// <summary>Major units, with a point where there is a part: 100.2 or "100.20".</summary>
    public sealed record Major : AmountUnit;

    /// <summary>
    /// The page named its amount before, in minor units, and says it now a second time: some published widgets in minor units
    /// again, some divided by a hundred. Taken where one reading gives the first amount; everything else can't be told apart.
    /// </summary>
    public sealed record Announced(string Amount) : AmountUnit;
}

/// <summary>What a browser's request may say of an order. Nobody signed it, so it is only what anybody may choose.</summary>
internal static class UnsignedRequest
{
    // Other names under which browsers send members of ours, first come first served.
    private static readonly (string Sent, string Member)[] Aliases = [("fields", "merchant_data"), ("custom", "merchant_data"), ("email", "sender_email")];

    private static readonly Currency TwoDecimals = Currency.Find("EUR")!;

    // What reservation_data says of the payer. Everything else in it is the merchant's alone to say.
    private static readonly string[] CustomerNames =
        ["customer_name", "customer_address", "customer_zip", "customer_city", "customer_country", "customer_state", "phonemobile"];

    /// <summary>Only what the endpoint knows is taken; the amount goes on in minor units. The shop's own fields are its merchant_data.</summary>
    public static GatewayError? Choose(MemberSet members, MemberTable table, AmountUnit unit, MemberSet into)
    {
        foreach (var (sent, name) in Aliases)
        {
            if (members.TryGet(sent, out var member) && member.Kind != MemberKind.Null && !into.TryGet(name, out _) && (member.Kind == MemberKind.Nested || name == "sender_email")
                && into.Add(name, member.Value, MemberKind.Text) is { } full)
                return full;
        }
        foreach (ref readonly var member in members.AsReceived)
        {
            if (!table.Knows(member.Name) || member.Kind == MemberKind.Null || IsEmpty(member) || into.TryGet(member.Name, out _))
                continue;
            var value = member.Value;
            if (member.Name == "amount" && ReadAmount(ref value, members, unit) is { } wrong)
                return wrong;
            if (member is { Name: "recurring_data", Kind: MemberKind.Nested } && ReadSchedule(ref value, members, unit) is { } unread)
                return unread;
            if (into.Add(member.Name, value, member.Kind) is { } full)
                return full;
        }
        // Published widgets say so that the payer agreed to be charged again.
        return table.Knows("subscription") && members.Text("recurring") is "Y" or "y" && !into.TryGet("subscription", out _) ? into.Add("subscription", "Y", MemberKind.Text) : null;
    }

    /// <summary>What the payer's browser or a call of ours would go to must be the merchant's own.</summary>
    /// <param name="shopOrigin">The shop's page that asks, where it was allowed to.</param>
    public static GatewayError? CheckAddresses(MemberSet members, MerchantSettings settings, string? shopOrigin = null)
    {
        if (members.Text("server_callback_url") is { } callback && callback != settings.ServerCallbackUrl)
            return GatewayError.Incorrect("server_callback_url", "without a signature it can't be another one than the merchant's settings name");
        foreach (var name in new[] { "response_url", "cancel_url" })
        {
            if (members.Text(name) is { } url && url != settings.ResponseUrl && !IsOf([.. settings.ShopOrigins, shopOrigin ?? ""], url))
                return GatewayError.Incorrect(name, "without a signature it can only be the merchant's response_url, or an address on one of his shop_origins");
        }
        return null;
    }

    /// <summary>What an order needs and a browser may leave out.</summary>
    public static void Complete(MemberSet members, Merchant merchant)
    {
        if (members.Text("order_desc") is null)
            members.Add("order_desc", merchant.Name, MemberKind.Text);
        if (members.TryGet("customer_data", out var customer) && customer.Kind == MemberKind.Nested && ReservationOf(customer.Value) is { } reservation)
            members.Add("reservation_data", reservation, MemberKind.Text);
    }

    /// <summary>The payer as the page describes him, where a signed order would have him; null where it says nothing of him.</summary>
    private static string? ReservationOf(string customer)
    {
        using var document = JsonDocument.Parse(customer);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            return null;
        var text = new ArrayBufferWriter<byte>();
        var isEmpty = true;
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var name in CustomerNames)
            {
                if (!document.RootElement.TryGetProperty(name, out var value) || value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number) || value.ToString() is not { Length: > 0 } said)
                    continue;
                json.WriteString(name, said);
                isEmpty = false;
            }
            json.WriteEndObject();
        }
        return isEmpty ? null : Convert.ToBase64String(text.WrittenSpan);
    }

    /// <summary>Brings an amount to minor units, as far as it is one.</summary>
    public static GatewayError? ReadAmount(ref string amount, MemberSet members, AmountUnit unit)
    {
        // An unknown currency is refused where the order's terms are read.
        if (unit is AmountUnit.Minor || amount.Length == 0 || members.Text("currency") is not { } code || Currency.Find(code) is not { } currency)
            return null;
        if (unit is AmountUnit.Announced { Amount: var first })
        {
            var isSame = amount == first || IsHundredth(amount, first) || (Money.TryReadMajor(amount, currency, out var again) && Text(again) == first);
            if (!isSame)
                return GatewayError.Incorrect("amount", "it is neither what was named before, in minor units, nor that in major units");
            amount = first;
            return null;
        }
        if (!Money.TryReadMajor(amount, currency, out var money))
            return GatewayError.Incorrect("amount", "it is in major units: 10, or 10.50");
        amount = Text(money);
        return null;
    }

    /// <summary>The amount of a schedule is written as the order's own. Published widgets write zero for a number of charges that has no end.</summary>
    private static GatewayError? ReadSchedule(ref string schedule, MemberSet members, AmountUnit unit)
    {
        using var document = JsonDocument.Parse(schedule);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            return null;
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, WireJson.WriterOptions))
        {
            writer.WriteStartObject();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                var value = member.Value.ToString();
                if (member.NameEquals("quantity") && value == "0")
                    continue;
                if (!member.NameEquals("amount") || value.Length == 0 || member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                    member.WriteTo(writer);
                else if (ScheduleAmount(value, members, unit) is { } minor)
                    writer.WriteString(member.Name, minor);
                else
                    return GatewayError.Incorrect("recurring_data.amount", "it is in major units: 10, or 10.50");
            }
            writer.WriteEndObject();
        }
        schedule = Encoding.UTF8.GetString(text.WrittenSpan);
        return null;
    }

    private static string? ScheduleAmount(string amount, MemberSet members, AmountUnit unit)
    {
        var ofOrder = members.Text("amount") ?? "";
        if (unit is AmountUnit.Minor || (unit is AmountUnit.Announced { Amount: var same } && ofOrder == same) || Currency.Find(members.Text("currency") ?? "") is not { } currency)
            return amount;
        var isHundredth = unit is AmountUnit.Announced { Amount: var first } && IsHundredth(ofOrder, first);
        return Money.TryReadMajor(amount, isHundredth ? TwoDecimals : currency, out var money) ? Text(money) : null;
    }

    // A hundredth whatever the currency, as a currency of two decimals writes it.
    private static bool IsHundredth(string amount, string first) =>
        Money.TryReadMajor(amount, TwoDecimals, out var money) && Text(money) == first;

    private static string Text(Money money) => money.Minor.ToString(CultureInfo.InvariantCulture);

    private static bool IsEmpty(in Member member) => member is { IsScalar: true, Value.Length: 0 } && member.Name is "order_id" or "order_desc";

    private static bool IsOf(IEnumerable<string> origins, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
        && origins.Contains(address.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase);
}
