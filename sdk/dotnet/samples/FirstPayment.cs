using Tetri.Client;

namespace Shop;

internal static class FirstPayment
{
    public static async Task<string> RunAsync()
    {
        using var client = new TetriClient(new() { MerchantId = 1549901, SecretKey = "test" });
        var page = await client.Checkout.UrlAsync(new()
        {
            OrderId = Guid.NewGuid().ToString("N"),
            OrderDesc = "Two books",
            Amount = 1050, // 10.50 GEL
            Currency = "GEL",
        });
        return page.CheckoutUrl; // send the payer there
    }
}
