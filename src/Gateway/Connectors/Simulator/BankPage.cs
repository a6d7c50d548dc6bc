namespace Tetri.Connectors.Simulator;

/// <summary>The bank's page on which the payer decides.</summary>
internal static class BankPage
{
    public const string Path = "/test/bank";

    public static Task AskAsync(HttpContext context, Ticket payment) => EmulatedPage.WriteAsync(context, StatusCodes.Status200OK,
        $"""
        <h2>{EmulatedPage.Encode(payment.BankName ?? "")}</h2>
        {Facts(payment)}
        <form method="post">
        <button id="submit__button" class="main" type="submit" name="decision" value="{BankServer.Approve}">{(payment.InInstallments ? "Pay in installments" : "Approve the payment")}</button>
        <button class="quiet" type="submit" name="decision" value="{BankServer.Decline}">Decline the payment</button>
        <button class="quiet" type="submit" name="decision" value="{BankServer.Leave}">Go back without deciding</button>
        </form>
        <p>This is a simulated bank. No money moves.</p>
        """);

    /// <summary>It was decided before; there is only the way back.</summary>
    public static Task TellAsync(HttpContext context, Ticket payment, string outcome) => EmulatedPage.WriteAsync(context, StatusCodes.Status200OK,
        $"""
        <h2>{EmulatedPage.Encode(outcome)}</h2>
        {Facts(payment)}
        <form method="post">
        <button id="submit__button" class="main" type="submit" name="decision" value="{BankServer.Leave}">Back to the shop</button>
        </form>
        <p>This is a simulated bank. No money moves.</p>
        """);

    public static Task RefuseAsync(HttpContext context) => EmulatedPage.WriteAsync(context, StatusCodes.Status400BadRequest,
        """
        <h2>Nothing to pay</h2>
        <p>This link was not made by this gateway, or is more than an hour old.</p>
        """);

    private static string Facts(Ticket payment) =>
        $"""
        <dl>
        <dt>Shop</dt><dd>{EmulatedPage.Encode(payment.Merchant)}</dd>
        <dt>Amount</dt><dd>{EmulatedPage.Encode(payment.AmountText)}</dd>
        </dl>
        """;
}
