namespace Tetri.Connectors.Simulator;

/// <summary>The issuer's pages.</summary>
internal static class AcsPage
{
    /// <summary>One button that proves the payer, one that doesn't; the first presses itself after ten seconds.</summary>
    public static Task ConfirmAsync(HttpContext context, Ticket question, EmulatedForm passed, EmulatedForm failed) => EmulatedPage.WriteAsync(context, StatusCodes.Status200OK,
        $"""
        <h2>Confirm 3D-Secure operation</h2>
        {Facts(question)}
        <form id="confirm" method="post" action="{EmulatedPage.Encode(passed.Action)}">
        {EmulatedPage.Hidden(passed)}
        <button id="submit__button" class="main" type="submit">Continue</button>
        </form>
        {FailForm(failed)}
        <p>This is a test. Continues by itself in 10 seconds.</p>
        """,
        "setTimeout(() => document.getElementById('confirm').submit(), 10000);");

    /// <summary>Asks for the one-time password; the answer comes back to the page itself.</summary>
    public static Task AskPasswordAsync(HttpContext context, Ticket question, EmulatedForm self, EmulatedForm failed, string? problem) => EmulatedPage.WriteAsync(context, StatusCodes.Status200OK,
        $"""
        <h2>Confirm 3D-Secure operation</h2>
        {Facts(question)}
        <form id="confirm" method="post" action="{EmulatedPage.Encode(self.Action)}">
        {EmulatedPage.Hidden(self)}
        <label for="otp">One-time password</label>
        <input id="otp" name="otp" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required{(problem is null ? "" : " aria-invalid=\"true\" aria-describedby=\"problem\"")}>
        {(problem is null ? "" : $"<p id=\"problem\" class=\"bad\" role=\"alert\">{EmulatedPage.Encode(problem)}</p>")}
        <button id="submit__button" class="main" type="submit">Continue</button>
        </form>
        {FailForm(failed)}
        <p>This is a test. The password is 111111.</p>
        """);

    /// <summary>Carries an outcome on at once; without scripts, by its button.</summary>
    public static Task PassOnAsync(HttpContext context, EmulatedForm form) => EmulatedPage.WriteAsync(context, StatusCodes.Status200OK,
        $"""
        <h2>Going back to the payment</h2>
        <form id="confirm" method="post" action="{EmulatedPage.Encode(form.Action)}">
        {EmulatedPage.Hidden(form)}
        <button id="submit__button" class="main" type="submit">Continue</button>
        </form>
        """,
        "document.getElementById('confirm').submit();");

    public static Task RefuseAsync(HttpContext context, string reason) => EmulatedPage.WriteAsync(context, StatusCodes.Status400BadRequest,
        $"""
        <h2>Nothing to confirm</h2>
        <p>{EmulatedPage.Encode(reason)}</p>
        """);

    private static string Facts(Ticket question) =>
        $"""
        <dl>
        <dt>Shop</dt><dd>{EmulatedPage.Encode(question.Merchant)}</dd>
        <dt>Amount</dt><dd>{EmulatedPage.Encode(question.AmountText)}</dd>
        <dt>Card</dt><dd>{EmulatedPage.Encode(question.MaskedCard)}</dd>
        </dl>
        """;

    private static string FailForm(EmulatedForm failed) =>
        $"""
        <form id="fail" method="post" action="{EmulatedPage.Encode(failed.Action)}">
        {EmulatedPage.Hidden(failed)}
        <button class="quiet" type="submit">Fail the check</button>
        </form>
        """;
}
