using Microsoft.AspNetCore.Hosting.Server;

namespace Tetri.Demo;

internal static class DemoHosting
{
    /// <summary>Opens the demo shop and tells of it on the console; does nothing in live mode.</summary>
    /// <param name="publicAddress">The gateway's address as the caller sees it.</param>
    public static void MapDemo(this WebApplication app, Func<HttpRequest, string> publicAddress)
    {
        var services = app.Services;
        if (!services.GetRequiredService<GatewayOptions>().IsSandbox)
            return;
        var time = services.GetRequiredService<TimeProvider>();
        var own = new OwnAddress(services.GetRequiredService<IServer>());
        var shop = new DemoShop(new DemoOrders(), own, publicAddress, time);

        // Who opens the gateway's address to see whether it runs finds something.
        app.MapGet("/", http =>
        {
            http.Response.Redirect("/demo");
            return Task.CompletedTask;
        });
        app.MapGet("/demo", shop.ShowAsync);
        app.MapGet("/demo/preview", shop.PreviewAsync);
        app.MapPost("/demo/pay", shop.PayAsync);
        app.MapGet("/demo/orders/{id}", shop.ShowOrderAsync);
        app.MapGet("/demo/orders/{id}/news", shop.ShowNewsAsync);
        app.MapPost("/demo/callback", shop.TakeCallbackAsync);
        app.MapMethods("/demo/return", [HttpMethods.Get, HttpMethods.Post], shop.TakeReturnAsync);
        app.MapMethods("/test/responsepage", [HttpMethods.Get, HttpMethods.Post], ResponsePage.ShowAsync);

        app.Lifetime.ApplicationStarted.Register(() =>
        {
            if (own.Find() is { } address && app.Configuration["Tetri:Logs"] != "json")
                StartNotice.Write(Console.Out, address, time.GetUtcNow());
        });
        app.Lifetime.ApplicationStopped.Register(shop.Dispose);
    }
}
