namespace Tetri.Connectors;

/// <summary>Every way an exchange with an acquirer can end.</summary>
internal abstract record ConnectorResult
{
    private ConnectorResult() { }

    /// <summary>The money is taken, held or given back.</summary>
    public sealed record Approved : ConnectorResult
    {
        public required string ApprovalCode { get; init; }
        public required string Rrn { get; init; }

        /// <summary>5 for full 3-D Secure, 6 for attempted, 7 for none.</summary>
        public required string Eci { get; init; }

        public string? CardProduct { get; init; }

        /// <summary>1 or 2; null where 3-D Secure took no part.</summary>
        public int? ThreeDSecureVersion { get; init; }
    }

    /// <summary>Refused for good; no money moved. The code is of the shared table (docs/reference/errors.md).</summary>
    public sealed record Declined(int Code) : ConnectorResult
    {
        public int? ThreeDSecureVersion { get; init; }
    }

    /// <summary>The browser must first load a hidden frame that posts <paramref name="MethodData"/> (threeDSMethodData) to the URL.</summary>
    public sealed record MethodRequired(string Url, string MethodData) : ConnectorResult;

    /// <summary>
    /// The payer must be sent to the issuer with these form fields. A creq among them names the window that the issuer's page is
    /// laid out for (<see cref="CardPayment.ChallengeWindowSize"/> as it was asked for, or another): ours gets that size.
    /// </summary>
    public sealed record ChallengeRequired(string Url, IReadOnlyList<KeyValuePair<string, string>> Fields, int ThreeDSecureVersion) : ConnectorResult
    {
        /// <summary>The issuer refused to do without; where the payer waits for a page of the shop, it may tell him so before it goes on.</summary>
        public bool AfterDecline { get; init; }
    }

    /// <summary>The payer has yet to decide at his bank, under this address.</summary>
    public sealed record SentToBank(string Url) : ConnectorResult;

    /// <summary>The acquirer may or may not have moved money: ask again with <see cref="IConnector.FindAsync"/>.</summary>
    public sealed record Unknown(string Reason) : ConnectorResult;

    /// <summary>The acquirer has never heard of the transaction; nothing moved and nothing will.</summary>
    public sealed record NotFound : ConnectorResult;
}
