using System.Globalization;

namespace Tetri.Demo;

/// <summary>What the console says once the sandbox listens: where it is, and an order to paste.</summary>
internal static class StartNotice
{
    public static void Write(TextWriter output, string address, DateTimeOffset now)
    {
        var request = DemoRequest.Of("1.0.1",
        [
            new("order_id", string.Create(CultureInfo.InvariantCulture, $"curl-{now.ToUnixTimeMilliseconds()}")),
            new("order_desc", "Test payment"),
            new("currency", "GEL"),
            new("amount", "1000"),
            new("merchant_id", DemoRequest.MerchantId.ToString(CultureInfo.InvariantCulture)),
        ], indented: false);
        output.WriteLine(
            $"""

            Gateway    {address}   (sandbox)
            Demo shop  {address}/demo
            An order   {request.Curl(address)}

            """);
    }
}
