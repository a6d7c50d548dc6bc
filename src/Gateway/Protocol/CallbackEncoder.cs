using System.Text;
using System.Text.Json;
using Tetri.Callbacks;
using Tetri.Merchants;
using Tetri.Orders;

namespace Tetri.Protocol;

/// <summary>Signs and writes a callback in the version of its order. Without an envelope: 2.0 has version, data and signature at the top.</summary>
internal static class CallbackEncoder
{
    /// <param name="order">Gives the terms, which never change; the state is the callback's own.</param>
    public static WireMessage Encode(Callback callback, Order order, Merchant merchant, bool sandbox)
    {
        var content = JsonSerializer.Deserialize(callback.Content, CallbackJson.Default.CallbackContent)!;
        order = order with { State = content.State, Payment = content.Payment };
        var members = FinalResponse.Of(order, merchant, sandbox);
        var key = order.Terms.Payout ? merchant.CreditKey : merchant.PaymentKey;
        if (callback.MessageVersion == MessageVersion.V20)
            return new(ResponseEncoder.Json(ResponseEncoder.InVersion2(members.AddSplit(order), key), root: null), ContentType.Json);

        var signed = members.Signed(key, sandbox);
        return merchant.Settings.CallbackFormat == "form"
            ? new(Encoding.UTF8.GetBytes(FormText.Of(signed.Set)), ContentType.Form)
            : new(ResponseEncoder.Json(signed, root: null), ContentType.Json);
    }
}
