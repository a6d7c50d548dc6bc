using System.Text.Encodings.Web;
using Tetri.Cards;
using Tetri.Payments;

namespace Tetri.Connectors.Simulator;

/// <summary>The wallet's sheet, in a frame of the page on which the payer pays, and in that page's language.</summary>
internal sealed class WalletPage(PageWords words)
{
    public const string Path = "/test/wallet";

    /// <summary>As the list of test cards on the order's page names them.</summary>
    private static readonly (string Number, string Label)[] Cards =
    [
        ("4444555511116666", "approve"), ("4444111155556666", "decline"), ("4444555566661111", "approve_3ds"), ("4444111166665555", "decline_3ds"), ("4444666655559999", "challenge_approve"),
    ];

    public Task AskAsync(HttpContext context, WalletRequest asked)
    {
        var (language, text) = words(context.Request);
        var amount = AmountIn(language, asked.Amount);
        return EmulatedPage.WriteAsync(context, StatusCodes.Status200OK,
            $"""
            <h2>{asked.Name}</h2>
            <dl>
            <dt>{Say("sheet.shop")}</dt><dd>{EmulatedPage.Encode(asked.Merchant)}</dd>
            <dt>{Say("price.amount")}</dt><dd>{amount}</dd>
            </dl>
            <form method="post">
            <fieldset>
            <legend>{Say("sheet.card")}</legend>
            {string.Concat(Cards.Select((card, place) => Choice(card.Number, Say($"test_card.{card.Label}"), isChosen: place == 0)))}
            </fieldset>
            <button id="submit__button" class="main" type="submit">{Say("form.pay").Replace("{amount}", amount, StringComparison.Ordinal)}</button>
            </form>
            <p>{Say("sheet.note")}</p>
            """, title: text("sheet.title"), language: language);

        string Say(string key) => EmulatedPage.Encode(text(key));
    }

    /// <summary>
    /// A page of ours hears of it under the wallet's name; a shop's page in the words of the library that opened the sheet. The container is JSON that we made,
    /// of ASCII without a less-than sign, so it may stand in a script as it is.
    /// </summary>
    public Task GiveAsync(HttpContext context, WalletRequest asked, string container)
    {
        var (language, text) = words(context.Request);
        var given = $"{{wallet:'{asked.Wallet}',container:{container}}}";
        return EmulatedPage.WriteAsync(context, StatusCodes.Status200OK, $"<h2>{asked.Name}</h2>",
            TargetOf(asked.Shop) is { } shop ? $"parent.postMessage({{action:'response',data:{given}}},'{shop}');" : $"parent.postMessage({given},location.origin);",
            text("sheet.title"), language);
    }

    /// <summary>As the page around writes it.</summary>
    private static string AmountIn(string language, Money amount) =>
        $"{(language is "en" or "ko" or "zh" ? amount.ToMajorText() : amount.ToMajorText().Replace('.', ','))} {amount.Currency.Code}";

    /// <summary>A page opened from a disk has an origin that nobody can name.</summary>
    private static string? TargetOf(string shop) =>
        shop == "null" ? "*"
        : Uri.TryCreate(shop, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? JavaScriptEncoder.Default.Encode($"{address.Scheme}://{address.Authority}")
        : null;

    public static Task RefuseAsync(HttpContext context) => EmulatedPage.WriteAsync(context, StatusCodes.Status400BadRequest,
        """
        <h2>Nothing to pay</h2>
        <p>wallet (applepay or googlepay), amount and currency are needed, and a test card.</p>
        """, title: "Simulated wallet");

    private static string Choice(string number, string label, bool isChosen) =>
        $"""<label class="choice"><input type="radio" name="card" value="{number}"{(isChosen ? " checked" : "")}>{label}<span>{(CardNumber.TryParse(number, out var card) ? card.Brand : "")} ···· {number[^4..]}</span></label>""";
}
