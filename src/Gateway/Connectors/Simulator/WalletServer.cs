using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tetri.Cards;
using Tetri.Payments;

namespace Tetri.Connectors.Simulator;

/// <summary>
/// Wallets in place of Apple's and Google's: the payer takes a test card, and the page gets a container of the same shape as the real one. It is good for ten
/// minutes and for the amount that the payer saw.
/// </summary>
internal sealed class WalletServer(TicketSeal seal, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static Task ShowAsync(HttpContext context, WalletPage page) => Read(context.Request.Query) is { } asked ? page.AskAsync(context, asked) : WalletPage.RefuseAsync(context);

    /// <summary>The payer agreed: gives the container to the page around.</summary>
    public async Task PayAsync(HttpContext context, WalletPage page)
    {
        if (Read(context.Request.Query) is { } asked && await EmulatedPage.ReadFormAsync(context) is { } form && Find(form["card"]) is { } card)
            await page.GiveAsync(context, asked, Seal(asked, card));
        else
            await WalletPage.RefuseAsync(context);
    }

    /// <summary>GET /test/wallet/container?wallet=…&amp;amount=…&amp;currency=…&amp;card_number=…: the same without a page, in base64, for a shop's server.</summary>
    public Task GiveAsync(HttpContext context)
    {
        if (Read(context.Request.Query) is not { } asked || Find(context.Request.Query["card_number"]) is not { } card)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return context.Response.WriteAsync("wallet (applepay or googlepay), amount (minor units), currency and card_number (a test card) are needed.", context.RequestAborted);
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var container = Convert.ToBase64String(Encoding.ASCII.GetBytes(Seal(asked, card)));
        return context.Response.WriteAsync($$$"""{"response":{"wallet":"{{{asked.Wallet}}}","container":"{{{container}}}"}}""", context.RequestAborted);
    }

    private static WalletRequest? Read(IQueryCollection query) =>
        query["wallet"].ToString() is WalletContainer.ApplePay or WalletContainer.GooglePay && Currency.Find(query["currency"].ToString()) is { } currency &&
        query["amount"].ToString() is { Length: <= 12 } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? new WalletRequest(query["wallet"].ToString(), new Money(minor, currency), query["merchant"].ToString(), query["shop"].ToString())
            : null;

    private static CardNumber? Find(string? number) => CardNumber.TryParse(number, out var card) && TestCard.Find(card) is not null ? card : null;

    /// <summary>Apple's payment, or Google's PaymentData; only what the acquirer opens is made up.</summary>
    private string Seal(WalletRequest asked, CardNumber card)
    {
        var id = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var ticket = seal.Seal(new Ticket
        {
            Kind = TicketKind.Wallet,
            Wallet = asked.Wallet,
            Card = card.Reveal(),
            Id = id,
            Minor = asked.Amount.Minor,
            Currency = asked.Amount.Currency.Code,
            ValidUntil = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds(),
        });
        var (brand, end) = (card.Brand, card.Masked[^4..]);
        return asked.Wallet == WalletContainer.ApplePay
            ? $$$"""{"token":{"paymentData":{"version":"EC_v1","data":"{{{ticket}}}","signature":"c2ltdWxhdGVk","header":{"ephemeralPublicKey":"c2ltdWxhdGVk","publicKeyHash":"c2ltdWxhdGVk","transactionId":"{{{id}}}"}},"paymentMethod":{"displayName":"{{{brand}}} {{{end}}}","network":"{{{brand}}}","type":"credit"},"transactionIdentifier":"{{{id}}}"}}"""
            : $$$$"""{"apiVersion":2,"apiVersionMinor":0,"paymentMethodData":{"type":"CARD","description":"{{{{brand}}}} {{{{end}}}}","info":{"cardNetwork":"{{{{brand.ToUpperInvariant()}}}}","cardDetails":"{{{{end}}}}"},"tokenizationData":{"type":"PAYMENT_GATEWAY","token":"{\"signature\":\"c2ltdWxhdGVk\",\"protocolVersion\":\"ECv2\",\"signedMessage\":\"{{{{ticket}}}}\"}"}}}""";
    }
}

/// <param name="Shop">The origin of the page around, which alone hears of the container; empty for a page of ours.</param>
internal sealed record WalletRequest(string Wallet, Money Amount, string Merchant, string Shop)
{
    public string Name => Wallet == WalletContainer.ApplePay ? "Apple Pay" : "Google Pay";
}
