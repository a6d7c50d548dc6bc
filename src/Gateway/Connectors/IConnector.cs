namespace Tetri.Connectors;

/// <summary>
/// Our side of the talk with one acquirer. Each call is keyed by a transaction id: the same id asked twice moves money once.
/// A call may throw only for a bug; a lost connection or a timeout is <see cref="ConnectorResult.Unknown"/>.
/// </summary>
internal interface IConnector
{
    /// <summary>The connector's name as stored with a transaction.</summary>
    string Name { get; }

    /// <summary>Cards that the page offers to fill in; none where real ones are taken.</summary>
    IReadOnlyList<OfferedTestCard> TestCards { get; }

    /// <summary>Whether the acquirer takes this card at all; asked before anything about the card is written.</summary>
    bool Accepts(Cards.CardNumber card);

    /// <summary>Opens a wallet's container, which is handed on as it came; asked before anything about it is written.</summary>
    ValueTask<OpenedContainer> OpenAsync(Cards.WalletContainer container, Payments.Money amount, CancellationToken cancellation);

    /// <summary>Whether it pays out to this account at all.</summary>
    bool Accepts(Payments.Iban iban);

    /// <summary>Asks for the amount. The acquirer may want the payer to prove himself first (3-D Secure); then no money has moved yet.</summary>
    ValueTask<ConnectorResult> StartAsync(CardPayment payment, CancellationToken cancellation);

    /// <summary>Where payers can pay without a card.</summary>
    IReadOnlyList<Bank> Banks { get; }

    /// <summary>Opens the payment at a bank and says where its payer decides. From then on the money may move at any moment.</summary>
    ValueTask<ConnectorResult> StartAsync(BankPayment payment, CancellationToken cancellation);

    /// <summary>Ends a payment at a bank that its payer has not decided; what he has decided stays, and is the answer.</summary>
    ValueTask<ConnectorResult> WithdrawAsync(long transactionId, CancellationToken cancellation);

    /// <summary>Goes on after a 3-D Secure step with what the payer's browser brought back.</summary>
    ValueTask<ConnectorResult> ContinueAsync(CardPayment payment, ThreeDSecureProof proof, CancellationToken cancellation);

    /// <summary>Asks what became of a transaction. Never moves money.</summary>
    ValueTask<ConnectorResult> FindAsync(long transactionId, CancellationToken cancellation);

    /// <summary>Takes a held amount or a part of it, once; the rest of the hold is freed.</summary>
    ValueTask<ConnectorResult> CaptureAsync(FollowUp capture, CancellationToken cancellation);

    /// <summary>Gives back an approved amount, or frees a hold, under a transaction id of its own.</summary>
    ValueTask<ConnectorResult> ReverseAsync(FollowUp reversal, CancellationToken cancellation);

    /// <summary>Pays out. What was declined or not found is never paid out afterwards.</summary>
    ValueTask<ConnectorResult> CreditAsync(Credit credit, CancellationToken cancellation);
}

/// <summary>A test card with the least that fills the form.</summary>
/// <param name="Label">What it does: the ending of a message key of the page (test_card.*).</param>
internal sealed record OfferedTestCard(string Number, string Expiry, string Cvv, string Label, string Brand);
