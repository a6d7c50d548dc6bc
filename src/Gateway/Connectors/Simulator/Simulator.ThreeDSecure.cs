namespace Tetri.Connectors.Simulator;

// What the acquirer sends to the issuer by way of the browser, and how it judges what comes back.
internal sealed partial class Simulator
{
    private ConnectorResult.ChallengeRequired AskByPaReq(CardPayment payment, IssuerCheck check) => new(
        payment.PublicUrl + options.AcsPathFor(payment.PublicUrl),
        [
            new("PaReq", OldForm.Encode(seal.Seal(Question(payment) with { AsksPassword = check is IssuerCheck.OneTimePassword }))),
            new("MD", payment.MerchantData),
            new("TermUrl", payment.ReturnUrl),
        ],
        ThreeDSecureVersion: 1)
    { AfterDecline = check is IssuerCheck.AfterDecline };

    private ConnectorResult.MethodRequired AskForMethod(CardPayment payment) => new(
        payment.PublicUrl + "/acs/method",
        NewForm.Encode(new MethodData { ServerTransactionId = ServerTransactionId(payment), NotificationUrl = payment.MethodReturnUrl }));

    private ConnectorResult.ChallengeRequired AskForChallenge(CardPayment payment) => new(
        payment.PublicUrl + "/acs/challenge",
        [
            new("creq", NewForm.Encode(new ChallengeMessage
            {
                ServerTransactionId = ServerTransactionId(payment),
                AcsTransactionId = seal.Identifier("acs", payment.TransactionId).ToString(),
                MessageType = "CReq",
                WindowSize = payment.ChallengeWindowSize,
                Ticket = seal.Seal(Question(payment) with { NotificationUrl = payment.ReturnUrl }),
            })),
            new("threeDSSessionData", NewForm.EncodeSessionData(payment.MerchantData)),
        ],
        ThreeDSecureVersion: 2);

    private Ticket Question(CardPayment payment) => new()
    {
        Kind = TicketKind.Question,
        TransactionId = payment.TransactionId,
        Minor = payment.Amount.Minor,
        Currency = payment.Amount.Currency.Code,
        ValidUntil = (time.GetUtcNow() + TicketLifetime).ToUnixTimeSeconds(),
        Merchant = Shortened(payment.MerchantName),
        AmountText = payment.Amount.ToString(),
        MaskedCard = payment.Card.Masked,
    };

    /// <summary>Whether the proof fits the card and says that the payer of this very payment proved himself.</summary>
    private bool Proves(CardPayment payment, IssuerCheck check, ThreeDSecureProof proof)
    {
        if (check is IssuerCheck.Frictionless)
            return proof is ThreeDSecureProof.MethodEnded;
        var sealedTicket = (check, proof) switch
        {
            (IssuerCheck.PaReq or IssuerCheck.OneTimePassword or IssuerCheck.AfterDecline, ThreeDSecureProof.PaRes answer) => OldForm.Decode(answer.Value),
            (IssuerCheck.Challenge, ThreeDSecureProof.ChallengeResponse answer) => NewForm.DecodeChallenge(answer.Value)?.Ticket,
            _ => null,
        };
        return seal.Open(sealedTicket) is { Kind: TicketKind.Passed } ticket
            && ticket.TransactionId == payment.TransactionId
            && ticket.Minor == payment.Amount.Minor
            && ticket.Currency == payment.Amount.Currency.Code;
    }

    private string ServerTransactionId(CardPayment payment) => seal.Identifier("server", payment.TransactionId).ToString();
}
