using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>What the page says of later charges, and what a payer may make of them.</summary>
public sealed class SubscriptionTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task Schedule_IsShownBeforeItIsPaid()
    {
        var order = await Shop.SubscriptionAsync("""{"amount": 1500, "period": "month", "every": 1, "quantity": 3, "start_time": "2050-01-31"}""");
        var payer = await OpenAsync(order);

        await Expect(Schedule(payer)).ToContainTextAsync("15.00\u00a0GEL every month");
        await Expect(Schedule(payer)).ToContainTextAsync("First chargeJan 31, 2050");
        await Expect(Schedule(payer)).ToContainTextAsync("Number of charges3");
        await Expect(Schedule(payer)).ToContainTextAsync("Last chargeMar 31, 2050");
        Assert.Equal(0, await Schedule(payer).Locator("input, select").CountAsync());

        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.ShowsAsync("approved");
        Assert.Equal("disabled", await Shop.StopAsync(order));
    }

    [Fact]
    public async Task EditedSchedule_IsChecked_KeptThroughADecline_AndAgreedToWithThePayment()
    {
        var order = await Shop.SubscriptionAsync("""{"amount": 1500, "period": "month", "every": 1, "quantity": 12, "readonly": "n"}""");
        var payer = await OpenAsync(order);
        await Expect(Field(payer, "amount")).ToHaveValueAsync("15.00");

        await Field(payer, "every").FillAsync("0");
        await payer.PayAsync(CheckoutSteps.Declines);
        await Expect(Schedule(payer).GetByText("Enter a whole number from 1 to 3660.")).ToBeVisibleAsync();
        await Expect(Field(payer, "every")).ToBeFocusedAsync();
        Assert.Equal((0, 0), await Shop.MoneyAsync(order));
        Assert.Empty((await Shop.LedgerAsync(order)).EnumerateArray());

        await Field(payer, "every").FillAsync("2");
        await Field(payer, "amount").FillAsync("20,5");
        await Field(payer, "quantity").FillAsync("6");
        await Schedule(payer).Locator("select").SelectOptionAsync("week");
        await payer.PayAsync(CheckoutSteps.Declines);
        await payer.Decline.WaitForAsync();
        await payer.Page.ReloadAsync();
        await payer.Ready.WaitForAsync();

        // From the gateway: a reloaded page remembers nothing.
        await Expect(Field(payer, "amount")).ToHaveValueAsync("20.50");
        await Expect(Field(payer, "every")).ToHaveValueAsync("2");
        await Expect(Field(payer, "quantity")).ToHaveValueAsync("6");
        await Expect(Schedule(payer).Locator("select")).ToHaveValueAsync("week");
        Assert.Equal("1100", await Shop.StopAsync(order));

        await payer.PayAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await payer.ConfirmAsync();
        await payer.ShowsAsync("approved");
        Assert.Equal("disabled", await Shop.StopAsync(order));
    }

    [Theory]
    [InlineData(true, "disabled")]
    [InlineData(false, "1100")]
    public async Task OptionalSubscription_BeginsWhenThePayerAsksForIt(bool wanted, string stopped)
    {
        var order = await Shop.SubscriptionAsync("""{"amount": 500, "period": "week", "every": 2, "state": "n"}""");
        var payer = await OpenAsync(order);
        if (wanted)
            await payer.Page.GetByLabel("Pay again on this schedule").CheckAsync();

        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.ShowsAsync("approved");

        Assert.Equal(stopped, await Shop.StopAsync(order));
    }

    [Theory]
    [InlineData("""{"amount": "100", "every": 1, "period": "month"}""", """{"amount": 1500, "period": "month", "every": 1}""")]
    [InlineData("""{"amount": "0", "every": 1, "period": "month"}""", """{"amount": 1500, "period": "month", "every": 1, "readonly": "n"}""")]
    [InlineData("""{"amount": "1500", "every": 3661, "period": "month"}""", """{"amount": 1500, "period": "month", "every": 1, "readonly": "n"}""")]
    [InlineData("""{"amount": "1500", "every": 1, "period": "month"}""", """{"amount": 1500, "period": "month", "every": 1, "quantity": 3, "readonly": "n"}""")]
    [InlineData("""{"amount": "1500", "every": 1, "period": "year"}""", """{"amount": 1500, "period": "month", "every": 1, "readonly": "n"}""")]
    public async Task ScheduleThatThePageWouldNotSend_IsRefused(string sent, string recurringData)
    {
        var order = await Shop.SubscriptionAsync(recurringData);
        var payer = await OpenAsync(order);
        var token = order.CheckoutUrl[(order.CheckoutUrl.IndexOf("token=", StringComparison.Ordinal) + 6)..];

        var answer = await payer.Page.APIRequest.PostAsync(new Uri(Gateway, "/checkout/pay").AbsoluteUri, new()
        {
            Headers = [new("Content-Type", "application/json")],
            Data = $$"""{"token": "{{token}}", "cardNumber": "{{CheckoutSteps.Approves}}", "expiryDate": "12/34", "cvv2": "123", "schedule": {{sent}}}""",
        });

        Assert.Equal(1007, (await answer.JsonAsync())!.Value.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Empty((await Shop.LedgerAsync(order)).EnumerateArray());
    }

    private static ILocator Schedule(CheckoutSteps payer) => payer.Page.Locator(".schedule");

    private static ILocator Field(CheckoutSteps payer, string name) => payer.Page.Locator($"input[name=f-schedule_{name}]");
}
