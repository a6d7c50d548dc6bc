using Tetri.Connectors;

namespace Tetri.Checkout;

/// <summary>How much room there is where the payer looks.</summary>
internal static class PayerScreen
{
    public static bool IsPhone(HttpRequest request) =>
        request.Headers["Sec-CH-UA-Mobile"] == "?1" || request.Headers.UserAgent.ToString().Contains("Mobi", StringComparison.Ordinal);

    /// <summary>Our pages show the issuer's in a window of their own. On a phone that is all of the screen.</summary>
    public static string WindowOf(HttpRequest request) => IsPhone(request) ? ChallengeWindow.FullScreen : ChallengeWindow.InPage;
}
