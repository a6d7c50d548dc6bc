using System.Collections.Frozen;
using Tetri.Cards;

namespace Tetri.Connectors.Simulator;

/// <summary>How the issuer of a test card wants the payer to prove himself.</summary>
internal enum IssuerCheck
{
    None,

    /// <summary>The old form: PaReq, MD and TermUrl, one button.</summary>
    PaReq,

    /// <summary>The old form with a one-time password.</summary>
    OneTimePassword,

    /// <summary>3-D Secure 2 that ends with the method step.</summary>
    Frictionless,

    /// <summary>3-D Secure 2 that sends the payer to the issuer.</summary>
    Challenge,

    /// <summary>The old form, after the issuer refused to do without.</summary>
    AfterDecline,

    /// <summary>The old form, and only when the order's reservation_data says 3ds_mandatory.</summary>
    WhenMandatory,
}

/// <summary>A card of the built-in issuer and what becomes of a payment with it.</summary>
/// <param name="DeclineCode">The code the issuer refuses with; null where it approves.</param>
internal sealed record TestCard(string Number, IssuerCheck Check, int? DeclineCode = null, Failure Failure = Failure.None)
{
    private const int GeneralDecline = 1000;

    // The first fifteen are the cards of the protocol's own test mode. The others are ours: the code stands in the number.
    private static readonly FrozenDictionary<string, TestCard> ByNumber = new TestCard[]
    {
        new("4444555566661111", IssuerCheck.PaReq),
        new("4444111166665555", IssuerCheck.PaReq, GeneralDecline),
        new("4444555511116666", IssuerCheck.None),
        new("4444111155556666", IssuerCheck.None, GeneralDecline),
        new("5555666644441111", IssuerCheck.PaReq),
        new("6666444455551111", IssuerCheck.PaReq),
        new("2222555566663333", IssuerCheck.PaReq, GeneralDecline),
        new("4444555566669999", IssuerCheck.Frictionless),
        new("4444666655559999", IssuerCheck.Challenge),
        new("4444999966665555", IssuerCheck.Frictionless, GeneralDecline),
        new("4444666699995555", IssuerCheck.Challenge, GeneralDecline),
        new("4444777799991111", IssuerCheck.WhenMandatory),
        new("9860010099998881", IssuerCheck.PaReq),
        new("9860010088889992", IssuerCheck.OneTimePassword),
        new("8600202020202023", IssuerCheck.OneTimePassword),

        new("4444444410030007", IssuerCheck.None, 1003),
        new("4444444410040006", IssuerCheck.None, 1004),
        new("4444444410250001", IssuerCheck.None, 1025),
        new("4444444410370007", IssuerCheck.None, 1037),
        new("4444444410420000", IssuerCheck.None, 1042),
        new("4444444410440008", IssuerCheck.None, 1044),
        new("4444444410480004", IssuerCheck.None, 1048),
        new("4444444410510008", IssuerCheck.None, 1051),
        new("4444444410750000", IssuerCheck.AfterDecline),
        new("4444444400010001", IssuerCheck.None, Failure: Failure.Timeout),
        new("4444444400020000", IssuerCheck.None, Failure: Failure.LostAfterCharge),
        new("4444444400030009", IssuerCheck.None, Failure: Failure.Slow),
    }.ToFrozenDictionary(card => card.Number, StringComparer.Ordinal);

    public static IEnumerable<TestCard> All => ByNumber.Values;

    /// <summary>Those of the protocol's own test mode, in the order in which its page lists them.</summary>
    public static IReadOnlyList<OfferedTestCard> Offered { get; } =
    [
        Offer("4444555566661111", "approve_3ds"), Offer("4444111166665555", "decline_3ds"),
        Offer("4444555511116666", "approve"), Offer("4444111155556666", "decline"),
        Offer("5555666644441111", "approve_3ds"), Offer("6666444455551111", "approve_3ds"), Offer("2222555566663333", "decline_3ds"),
        Offer("4444555566669999", "frictionless_approve"), Offer("4444666655559999", "challenge_approve"),
        Offer("4444999966665555", "frictionless_decline"), Offer("4444666699995555", "challenge_decline"),
        Offer("4444777799991111", "by_reservation_data"),
        Offer("9860010099998881", "approve_3ds"), Offer("9860010088889992", "otp_approve"), Offer("8600202020202023", "otp_approve"),
    ];

    private static OfferedTestCard Offer(string number, string label) =>
        new(number, "12/34", "123", label, CardNumber.TryParse(number, out var card) ? card.Brand : "");

    public static TestCard? Find(CardNumber card) => ByNumber.GetValueOrDefault(card.Reveal());
}
