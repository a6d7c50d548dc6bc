using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tetri.Browser.Tests;

/// <summary>A test with a page of a shop's own that calls the gateway through a library.</summary>
public abstract class ShopPageTest(Stage stage) : BrowserTest(stage)
{
    public static TheoryData<string> Libraries => CheckoutLibrary.All;

    private protected async Task<string> TokenOfAsync(string account) =>
        (await Shop.OrderInVersion2Async(new JsonObject { ["merchant_id"] = GatewayProcess.SavedCardsMerchantId, ["sender_account"] = account })).CheckoutUrl.Split("token=")[1];

    private protected static object Card(string token, string number) =>
        new { payment_system = "card", token, card_number = number, expiry_date = "12/34", cvv2 = "123" };

    private protected async Task<ShopPage> NewShopPageAsync(bool secure = false) =>
        new(await (await NewProfileAsync()).NewPageAsync(), secure ? Shop.SecureAddress : Shop.Address);

    /// <summary>A page that makes the call, or runs the script inside scope, and remembers how it ended.</summary>
    private protected async Task<ShopPage> OpenAsync(string library, object? call, string? script = null, bool secure = false)
    {
        var page = await NewShopPageAsync(secure);
        await page.OpenAsync(PageOf(library, call, secure ? SecureGateway : Gateway, script));
        return page;
    }

    private protected string PageOf(string library, object? call, Uri gateway, string? script = null) => Shop.Put(Html(
        library == CheckoutLibrary.Ours ? $"{gateway}ipsp-js-sdk@latest/dist/checkout.min.js" : $"/{Shop.Put(File.ReadAllText(CheckoutLibrary.PathOf(library)), "text/javascript")}",
        $"<script>{Script(call, script, gateway, library)}</script>"));

    private protected static string Html(string library, string script) =>
        $"<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width'><link rel=icon href=data:,><title>Shop</title></head><body><script src=\"{library}\"></script>{script}</body></html>";

    private protected static string Script(object? call, string? script, Uri gateway, string library) =>
        $$"""
        function end(as, model) {
          window.model = model;
          window.outcome = { as: as, data: model.data };
          document.documentElement.dataset.outcome = as;
        }
        function pay(api, params) {
          api.request('api.checkout.form', 'request', params)
            .done(function (model) { end('done', model); })
            .fail(function (model) { end('fail', model); })
            .progress(function (model) { window.progressed = model.waitOn3dsDecline() > 0; model.submit3dsForm(); });
        }
        $checkout('Api', {{(library == CheckoutLibrary.Ours ? "undefined" : $"{{ origin: '{gateway.GetLeftPart(UriPartial.Authority)}' }}")}}).scope(function () {
          this.on('modal.close', function () { window.closed_ = true; });
          {{script ?? $"pay(this, {JsonSerializer.Serialize(call)});"}}
        });
        """;
}
