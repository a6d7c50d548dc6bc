namespace Tetri.Browser.Tests;

public sealed class TestCardTests(Stage stage) : BrowserTest(stage)
{
    private const string Mandatory = "eyIzZHNfbWFuZGF0b3J5Ijp0cnVlfQ==";

    // Final members that an approval and a decline both have.
    private static readonly string[] Members =
    [
        "actual_amount", "actual_currency", "additional_info", "amount", "approval_code", "card_bin", "card_type", "currency", "eci", "fee",
        "fee_oplata", "masked_card", "merchant_data", "merchant_id", "order_id", "order_status", "order_time", "parent_order_id", "payment_id",
        "payment_system", "product_id", "rectoken", "rectoken_lifetime", "response_code", "response_description", "response_status",
        "reversal_amount", "rrn", "sender_account", "sender_cell_phone", "sender_email", "settlement_amount", "settlement_currency",
        "settlement_date", "signature", "tran_type", "verification_status",
    ];

    [Theory]
    [InlineData("4444555566661111", true, "approved")]
    [InlineData("4444111166665555", true, "declined")]
    [InlineData("4444555511116666", false, "approved")]
    [InlineData("4444111155556666", false, "declined")]
    [InlineData("5555666644441111", true, "approved")]
    [InlineData("6666444455551111", true, "approved")]
    [InlineData("2222555566663333", true, "declined")]
    [InlineData("4444555566669999", false, "approved")]
    [InlineData("4444666655559999", true, "approved")]
    [InlineData("4444999966665555", false, "declined")]
    [InlineData("4444666699995555", true, "declined")]
    [InlineData("4444777799991111", false, "approved")]
    [InlineData("4444777799991111", true, "approved", Mandatory)]
    [InlineData("9860010099998881", true, "approved")]
    [InlineData("9860010088889992", true, "approved", "", true)]
    [InlineData("8600202020202023", true, "approved", "", true)]
    public async Task TestCard_EndsAtShopAsItsIssuerDecides(string card, bool confirms, string status, string reservation = "", bool withPassword = false)
    {
        var order = await Shop.OrderAsync(("delayed", "N"), ("reservation_data", reservation));
        var payer = await OpenAsync(order);

        await payer.PayAsync(card);
        if (confirms)
            await payer.ConfirmAsync(withPassword);
        await payer.ShowsAsync(status);
        await payer.IsAtShopAsync("Welcome back");

        var returned = await Shop.ReturnAsync(order);
        var callback = await Shop.CallbackAsync(order, status);
        Assert.Equal("POST", returned.Method);
        Assert.True(returned.IsSigned);
        Assert.True(callback.IsSigned);
        Assert.Equal(callback.Members, returned.Members);
        Assert.Subset(returned.Members.Keys.ToHashSet(), Members.ToHashSet());
        Assert.Equal(status, returned["order_status"]);
        Assert.Equal($"{card[..6]}XXXXXX{card[^4..]}", returned["masked_card"]);
        Assert.Equal(order.PaymentId, returned["payment_id"]);
        Assert.Equal(status == "approved" ? "" : "1000", returned["response_code"]);
        Assert.Single(Shop.Of(order, "callback"));
        Assert.Equal(status == "approved" ? 1 : 0, (await Shop.MoneyAsync(order)).Charges);
    }
}
