using System.Globalization;
using System.Text;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>Reads the JSON of a payment button's link. Nobody signed it, so it may say only what anybody may choose (docs/reference/buttons.md).</summary>
internal static class ButtonLink
{
    public const int MaxLength = 8 * 1024;

    private const string Nested = "params";
    private const string Fields = "fields";

    public static GatewayError? Read(string? json, MemberSet into)
    {
        if (string.IsNullOrWhiteSpace(json))
            return new GatewayError(1010, Explanation: "the link has no button");
        if (json.Length > MaxLength)
            return GatewayError.Malformed($"the button is longer than {MaxLength} characters");
        var members = new MemberSet();
        return ReadObject(json, members)
            ?? (members.TryGet(Nested, out var more) && more.Kind == MemberKind.Nested ? ReadObject(more.Value, members) : null)
            ?? Choose(members, into);
    }

    /// <summary>What the payer's browser or a call of ours would go to must be the merchant's own.</summary>
    public static GatewayError? CheckAddresses(MemberSet members, MerchantSettings settings)
    {
        if (members.Text("server_callback_url") is { } callback && callback != settings.ServerCallbackUrl)
            return GatewayError.Incorrect("server_callback_url", "a link can't name another one than the merchant's settings");
        foreach (var name in new[] { "response_url", "cancel_url" })
        {
            if (members.Text(name) is { } url && url != settings.ResponseUrl && !IsOfShop(url, settings))
                return GatewayError.Incorrect(name, "a link can only name the merchant's response_url, or an address on one of his shop_origins");
        }
        return null;
    }

    /// <summary>What an order needs and a link may leave out.</summary>
    public static void Complete(MemberSet members, Merchant merchant)
    {
        if (members.Text("order_desc") is null)
            members.Add("order_desc", merchant.Name, MemberKind.Text);
    }

    private static GatewayError? ReadObject(string json, MemberSet into)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"button":{{json}}}""");
        var members = new MemberSet();
        if (JsonBody.Read(bytes, "button"u8, members) is { } error)
            return error;
        foreach (ref readonly var member in members.AsReceived)
        {
            if (!into.TryGet(member.Name, out _) && into.Add(member.Name, member.Value, member.Kind) is { } full)
                return full;
        }
        return null;
    }

    /// <summary>Only what the endpoint knows is taken. The amount comes in major units and goes on in minor ones; the shop's fields are its merchant_data.</summary>
    private static GatewayError? Choose(MemberSet members, MemberSet into)
    {
        foreach (ref readonly var member in members.AsReceived)
        {
            if (!Endpoints.Button.Knows(member.Name) || member.Kind == MemberKind.Null || IsEmpty(member) || member.Name == "merchant_data" && HasFields(members))
                continue;
            var value = member.Value;
            if (member.Name == "amount" && value.Length > 0 && members.Text("currency") is { } currency && !TryReadMinorUnits(ref value, currency))
                return GatewayError.Incorrect("amount", "it is in major units: 10, or 10.50");
            if (into.Add(member.Name, value, member.Kind) is { } full)
                return full;
        }
        return HasFields(members) && members.TryGet(Fields, out var fields) ? into.Add("merchant_data", fields.Value, MemberKind.Text) : null;
    }

    private static bool IsEmpty(in Member member) => member is { IsScalar: true, Value.Length: 0 } && member.Name is "order_id" or "order_desc";

    private static bool HasFields(MemberSet members) => members.TryGet(Fields, out var fields) && fields.Kind == MemberKind.Nested;

    private static bool TryReadMinorUnits(ref string amount, string currency)
    {
        if (Currency.Find(currency) is not { } known)
            return true;
        if (!Money.TryReadMajor(amount, known, out var money))
            return false;
        amount = money.Minor.ToString(CultureInfo.InvariantCulture);
        return true;
    }

    private static bool IsOfShop(string url, MerchantSettings settings) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
        && settings.ShopOrigins.Contains(address.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase);
}
