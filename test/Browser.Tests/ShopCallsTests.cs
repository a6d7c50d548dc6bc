using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>The calls that published clients know beside the payment itself: a payer's cards, a bank that pays on his phone, and what there is not.</summary>
public sealed class ShopCallsTests(Stage stage) : ShopPageTest(stage)
{
    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task CardsOfThePayer_AreListedToHisOrder_AndToNobodyElse(string library)
    {
        var account = $"payer-{Guid.NewGuid():N}";
        var first = await OpenAsync(library, new { payment_system = "card", token = await TokenOfAsync(account), card_number = CheckoutSteps.Approves, expiry_date = "12/34", cvv2 = "123", save_card = true });
        Assert.Equal("done", (await first.OutcomeAsync()).GetProperty("as").GetString());

        var page = await OpenAsync(
            library, null,
            $$"""
            var api = this, heard = window.heard = [];
            var asked = [{ token: '{{await TokenOfAsync(account)}}' }, { token: '{{await TokenOfAsync($"{account}-other")}}' }, { merchant_id: {{GatewayProcess.SavedCardsMerchantId}}, sender_account: '{{account}}' }, {}];
            (function next(last) {
              if (!asked.length) return end('done', last);
              api.request('api.checkout.cards', 'get', asked.shift())
                .done(function (model) { heard.push(Object.keys(model.data).map(function (key) { return model.data[key].card_number; }).join()); next(model); })
                .fail(function (model) { heard.push('refused ' + model.attr('error.code')); next(model); });
            })();
            """);

        await page.OutcomeAsync();
        Assert.Equal(["444455XXXXXX6666", "", "", "refused 1010"], await page.Page.EvaluateAsync<string[]>("window.heard"));
    }

    [Theory]
    [InlineData(CheckoutLibrary.Ours, false)]
    [InlineData(CheckoutLibrary.Ours, true)]
    [InlineData("ipsp-js-sdk 2.0.12", false)]
    [InlineData("@flittpayments/js-sdk 2.0.10", true)]
    public async Task PageThatStays_ShowsTheBanksCode_AndHearsThatItsPayerPaidOnHisPhone(string library, bool isPhone)
    {
        var (order, token) = await Shop.TokenAsync(("payment_systems", "opb"));
        var profile = await NewProfileAsync(isPhone ? new() { UserAgent = "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 Chrome/150.0.0.0 Mobile Safari/537.36" } : null);
        var page = new ShopPage(await profile.NewPageAsync(), Shop.Address);
        await page.OpenAsync(PageOf(
            library, null, Gateway,
            $$"""
            var api = this;
            api.request('api.checkout.form', 'request', { token: '{{token}}', payment_system: 'opb_tbc', action: 'qr_code' }).done(function (model) {
              window.told = { action: model.attr('action'), went: model.sendResponse(), data: model.attr('send_data') };
              var picture = document.body.appendChild(new Image());
              picture.src = told.data.qr_url;
              picture.alt = 'Pay on your phone';
              api.request('api.checkout.deepcallback', 'get', { url: told.data.deepcallback }).done(function (order) {
                told.before = order.attr('order_data.order_status');
                (function ask() {
                  api.request('api.checkout.order', 'get', { token: '{{token}}' }).done(function (order) {
                    if (order.attr('pending')) setTimeout(ask, 100); else end('done', order);
                  });
                })();
              });
            }).fail(function (model) { end('fail', model); });
            """));
        await page.Page.WaitForFunctionAsync("window.told && window.told.before");
        var told = await page.Page.EvaluateAsync<JsonElement>("window.told");
        Assert.Equal((isPhone ? "deep_link" : "qr_code", false, "processing"), (told.GetProperty("action").GetString(), told.GetProperty("went").GetBoolean(), told.GetProperty("before").GetString()));
        await page.Page.WaitForFunctionAsync("document.images[0].naturalWidth > 0");
        Assert.Equal((0, 0), await Shop.MoneyAsync(order));

        var phone = await (await NewProfileAsync()).NewPageAsync();
        await phone.GotoAsync(told.GetProperty("data").GetProperty("deeplink").GetString()!);
        await phone.GetByRole(AriaRole.Button, new() { Name = "Approve the payment" }).ClickAsync();

        Assert.Equal("approved", (await page.OutcomeAsync()).GetProperty("data").GetProperty("order_data").GetProperty("order_status").GetString());
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        var about = await (await NewProfileAsync()).NewPageAsync();
        await about.GotoAsync(told.GetProperty("data").GetProperty("checkout_url").GetString()!);
        await Expect(about).ToHaveTitleAsync("Welcome back");
    }

    [Theory]
    [InlineData(CheckoutLibrary.Ours)]
    [InlineData("ipsp-js-sdk 2.0.12")]
    public async Task CallsThatAreNotThere_AreRefused_AndNoAddressOfThePagesIsFetched(string library)
    {
        var (_, token) = await Shop.TokenAsync();
        var page = await OpenAsync(
            library, null,
            $$"""
            var api = this, heard = window.heard = [], token = '{{token}}';
            var asked = [
              ['api.checkout.partial', 'calc', { token: token, payment_id: 'installments_tbc', payment_parts: 3 }],
              ['api.checkout.click2pay.encrypt', 'get', { token: token }],
              ['api.checkout.nothing', 'get', {}],
              ['api.checkout.deepcallback', 'get', { url: location.origin + '/checkout/bank?token=' + token }],
              ['api.checkout.deepcallback', 'get', { url: '{{Gateway}}checkout/bank/open?token=' + token }],
              ['api.checkout.deepcallback', 'get', {}]
            ];
            (function next(last) {
              if (!asked.length) return end('done', last);
              api.request.apply(api, asked.shift())
                .done(function (model) { heard.push('done'); next(model); })
                .fail(function (model) { heard.push(model.attr('error.code') + (model.attr('error.message') ? '' : ' and no word')); next(model); });
            })();
            """);

        await page.OutcomeAsync();
        Assert.Equal(["1100", "1100", "1100", "1007", "1007", "1007"], await page.Page.EvaluateAsync<string[]>("window.heard"));
    }
}
