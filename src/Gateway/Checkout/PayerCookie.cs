using Tetri.Payments;

namespace Tetri.Checkout;

/// <summary>Keeps the payer's reference (with the key of his CVV) in his browser, so that a reloaded page can go on with 3-D Secure.</summary>
internal static class PayerCookie
{
    private const string Name = "tetri_payer";

    public static PayerReference? Read(HttpRequest request) => PayerReference.Read(request.Cookies[Name]);

    public static void Write(HttpContext http, PayerReference reference)
    {
        var isHttps = http.Request.IsHttps;
        var cookie = new CookieOptions
        {
            HttpOnly = true,
            Path = "/",
            MaxAge = Exchange.AuthenticationTime,
            Secure = isHttps,
            // A page in a shop's frame gets it only when it is marked for that, which browsers allow over https alone.
            SameSite = isHttps ? SameSiteMode.None : SameSiteMode.Lax,
        };
        if (isHttps)
            cookie.Extensions.Add("Partitioned");
        http.Response.Cookies.Append(Name, reference.ToString(), cookie);
    }
}
