namespace Tetri.Client;

/// <summary>Which mistake it is, where a kind has several.</summary>
public enum ErrorReason
{
    /// <summary>Usage: the merchant's number is missing.</summary>
    NoMerchantId,

    /// <summary>Usage: the payment key is missing.</summary>
    NoSecretKey,

    /// <summary>Usage and signature: the credit key is missing, and payouts are signed with it.</summary>
    NoCreditKey,

    /// <summary>Usage: there is no such version.</summary>
    Version,

    /// <summary>Usage: there is no such format.</summary>
    Format,

    /// <summary>Usage: the address is none.</summary>
    BaseUrl,

    /// <summary>Usage: plain http to another machine was not allowed.</summary>
    PlainHttp,

    /// <summary>Usage: it is no amount.</summary>
    Amount,

    /// <summary>Usage: the idempotency key is malformed, or the operation knows none.</summary>
    IdempotencyKey,

    /// <summary>Usage: the operation doesn't speak the version that these members need.</summary>
    VersionCannotCarry,

    /// <summary>Answer and signature: it can't be read.</summary>
    Unreadable,

    /// <summary>Answer: an HTTP status with nothing that the gateway says.</summary>
    Status,

    /// <summary>Answer: above <see cref="TetriClientOptions.MaxAnswerBytes"/>.</summary>
    TooLarge,

    /// <summary>Signature: the body is empty. It was read before, or never came.</summary>
    EmptyBody,

    /// <summary>Signature: there is none.</summary>
    NoSignature,

    /// <summary>Signature: not forty digits of lower-case hex.</summary>
    MalformedSignature,

    /// <summary>Signature: it does not fit.</summary>
    Mismatch,

    /// <summary>Signature: it fits the merchant's other key.</summary>
    WrongKey,

    /// <summary>Signature: it fits the key without the space around it.</summary>
    KeyHasSpace,

    /// <summary>Signature: it fits, and tells of another merchant.</summary>
    OtherMerchant,
}
