using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>The wallets that can pay, in the words of published libraries and mobile clients (docs/reference/wallets.md).</summary>
internal sealed class BrowserWallets(Wallets wallets)
{
    private const string NoMail = """{"requestPayerEmail":false}""";

    /// <summary>By the wallets' short names, each with what the browser's own interface takes.</summary>
    /// <param name="order">Null where only the merchant is known.</param>
    /// <param name="amount">What the payer agrees to; without one no wallet can be asked.</param>
    /// <param name="showsSheets">The library can show the sandbox's own wallet. Published ones would ask the real one instead.</param>
    public ResponseMembers ForPages(Merchant merchant, Order? order, Money? amount, bool showsSheets)
    {
        var provider = new ResponseMembers();
        var names = new List<string>();
        foreach (var wallet in For(merchant, order))
        {
            if (amount is not { } total || (wallet.IsSimulated && !showsSheets))
                continue;
            var name = wallet.Name == WalletContainer.ApplePay ? "apple" : "google";
            names.Add($"\"{name}\"");
            var config = new ResponseMembers();
            if (wallet.IsSimulated)
                config.Add("sheet", $"{WalletRequests.SheetUrl(wallet, merchant, total.Currency)}&amount={total.Minor}");
            config.AddJson("methods", wallet.IsSimulated ? "[]" : $"[{WalletRequests.Method(wallet, merchant, total.Currency, total)}]")
                .AddJson("details", DetailsOf(merchant, total))
                .AddJson("options", NoMail);
            provider.AddJson(name, BrowserAnswer.Json(config));
        }
        return new ResponseMembers(capacity: 4)
            .Add("payment_system", PaymentSystem(names.Count))
            .AddJson("allowed", $"[{string.Join(',', names)}]")
            .AddJson("provider", BrowserAnswer.Json(provider));
    }

    /// <summary>One list for all wallets. An app knows its own by the address; the sandbox's gives a container to whoever asks it.</summary>
    public ResponseMembers ForApps(Merchant merchant, Order? order, Currency? currency, Money? amount, string publicUrl)
    {
        var methods = new List<string>();
        foreach (var wallet in For(merchant, order))
        {
            if (!wallet.IsSimulated && currency is { } known)
                methods.Add(WalletRequests.Method(wallet, merchant, known, amount));
            else if (wallet.IsSimulated && amount is { } total)
                methods.Add(WalletRequests.SimulatedMethod(wallet, total, publicUrl));
        }
        return new ResponseMembers(capacity: 5)
            .Add("payment_system", PaymentSystem(methods.Count))
            .AddJson("methods", $"[{string.Join(',', methods)}]")
            .AddJson("details", DetailsOf(merchant, amount))
            .AddJson("options", NoMail);
    }

    private IEnumerable<OfferedWallet> For(Merchant merchant, Order? order) =>
        order is null or { IsOpen: true, Terms.TakesCard: true } ? wallets.For(merchant.Settings) : [];

    /// <summary>What a wallet gives is paid as a card is.</summary>
    private static string PaymentSystem(int wallets) => wallets > 0 ? "card" : "";

    private static string DetailsOf(Merchant merchant, Money? amount) => amount is not { } total ? "{}" : BrowserAnswer.Json(new ResponseMembers()
        .AddJson("total", BrowserAnswer.Json(new ResponseMembers()
            .Add("label", merchant.Name)
            .AddJson("amount", BrowserAnswer.Json(new ResponseMembers().Add("currency", total.Currency.Code).Add("value", total.ToMajorText()))))));
}
