namespace Tetri.Connectors.Simulator;

/// <summary>The bank's side of a payment that its payer approves there. What he decides stands in the acquirer's book; the gateway asks for it.</summary>
internal sealed class BankServer(TicketSeal seal, Ledger ledger)
{
    public const string Approve = "approve";
    public const string Decline = "decline";
    public const string Leave = "leave";

    private const int GeneralDecline = 1000;

    public Task ShowAsync(HttpContext context)
    {
        if (OpenPayment(context) is not { } payment)
            return BankPage.RefuseAsync(context);
        return ledger.Find(payment.TransactionId)?.Outcome switch
        {
            LedgerOutcome.Open => BankPage.AskAsync(context, payment),
            LedgerOutcome.Approved => BankPage.TellAsync(context, payment, "This payment is approved"),
            _ => BankPage.TellAsync(context, payment, "This payment is declined"),
        };
    }

    /// <summary>Decides, and sends the payer back. A second decision changes nothing.</summary>
    public async Task DecideAsync(HttpContext context)
    {
        if (OpenPayment(context) is not { NotificationUrl: { } returnUrl } payment || await EmulatedPage.ReadFormAsync(context) is not { } form)
        {
            await BankPage.RefuseAsync(context);
            return;
        }
        switch (form["decision"].ToString())
        {
            case Approve:
                ledger.Decide(payment.TransactionId, declineCode: null);
                break;
            case Decline:
                ledger.Decide(payment.TransactionId, GeneralDecline);
                break;
        }
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = returnUrl;
    }

    private Ticket? OpenPayment(HttpContext context) =>
        seal.Open(context.Request.Query["payment"]) is { Kind: TicketKind.Bank } payment ? payment : null;
}
