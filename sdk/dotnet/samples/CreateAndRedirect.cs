using Tetri.Client;

namespace Shop;

internal static class CreateAndRedirect
{
    public static void Map(WebApplication app) =>
        app.MapPost("/buy", async (TetriClient client, HttpRequest request) =>
        {
            var page = await client.Checkout.UrlAsync(new()
            {
                OrderId = Guid.NewGuid().ToString("N"),
                OrderDesc = "Two books",
                Amount = 1050, // 10.50 GEL
                Currency = "GEL",
                ServerCallbackUrl = $"{request.Scheme}://{request.Host}/callback",
            });
            return Results.Redirect(page.CheckoutUrl);
        });
}
