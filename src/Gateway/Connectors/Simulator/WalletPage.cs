using System.Text.Encodings.Web;
using Tetri.Cards;

namespace Tetri.Connectors.Simulator;

/// <summary>The wallet's sheet, in a frame of the page on which the payer pays.</summary>
internal static class WalletPage
{
    public const string Path = "/test/wallet";

    private static readonly (string Number, string Label)[] Cards =
    [
        ("4444555511116666", "Approved"), ("4444111155556666", "Declined"), ("4444555566661111", "3-D Secure, approved"), ("4444111166665555", "3-D Secure, declined"),
        ("4444666655559999", "3-D Secure 2, approved"),
    ];

    public static Task AskAsync(HttpContext context, WalletRequest asked) => EmulatedPage.WriteAsync(context, StatusCodes.Status200OK,
        $"""
        <h2>{asked.Name}</h2>
        <dl>
        <dt>Shop</dt><dd>{EmulatedPage.Encode(asked.Merchant)}</dd>
        <dt>Amount</dt><dd>{asked.Amount.ToMajorText()} {asked.Amount.Currency.Code}</dd>
        </dl>
        <form method="post">
        <fieldset>
        <legend>Card in the wallet</legend>
        {string.Concat(Cards.Select((card, place) => Choice(card.Number, card.Label, isChosen: place == 0)))}
        </fieldset>
        <button id="submit__button" class="main" type="submit">Pay {asked.Amount.ToMajorText()} {asked.Amount.Currency.Code}</button>
        </form>
        <p>This is a simulated wallet. No money moves, and nobody else is asked.</p>
        """, title: "Wallet Emulation");

    /// <summary>
    /// A page of ours hears of it under the wallet's name; a shop's page in the words of the library that opened the sheet. The container is JSON that we made,
    /// of ASCII without a less-than sign, so it may stand in a script as it is.
    /// </summary>
    public static Task GiveAsync(HttpContext context, WalletRequest asked, string container)
    {
        var given = $"{{wallet:'{asked.Wallet}',container:{container}}}";
        return EmulatedPage.WriteAsync(context, StatusCodes.Status200OK, $"<h2>{asked.Name}</h2>",
            TargetOf(asked.Shop) is { } shop ? $"parent.postMessage({{action:'response',data:{given}}},'{shop}');" : $"parent.postMessage({given},location.origin);",
            title: "Wallet Emulation");
    }

    /// <summary>A page opened from a disk has an origin that nobody can name.</summary>
    private static string? TargetOf(string shop) =>
        shop == "null" ? "*"
        : Uri.TryCreate(shop, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? JavaScriptEncoder.Default.Encode($"{address.Scheme}://{address.Authority}")
        : null;

    public static Task RefuseAsync(HttpContext context) => EmulatedPage.WriteAsync(context, StatusCodes.Status400BadRequest,
        """
        <h2>Nothing to pay</h2>
        <p>wallet (applepay or googlepay), amount and currency are needed, and a test card.</p>
        """, title: "Wallet Emulation");

    private static string Choice(string number, string label, bool isChosen) =>
        $"""<label class="choice"><input type="radio" name="card" value="{number}"{(isChosen ? " checked" : "")}>{label}<span>{(CardNumber.TryParse(number, out var card) ? card.Brand : "")} ···· {number[^4..]}</span></label>""";
}
