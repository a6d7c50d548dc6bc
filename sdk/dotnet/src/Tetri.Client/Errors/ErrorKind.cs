namespace Tetri.Client;

/// <summary>Who failed, and where.</summary>
public enum ErrorKind
{
    /// <summary>The gateway said no.</summary>
    Refused,

    /// <summary>The connection was not made, or broke.</summary>
    Network,

    /// <summary>No whole answer came in time.</summary>
    Timeout,

    /// <summary>An answer or a callback is not the gateway's as it stands.</summary>
    Signature,

    /// <summary>What came is no answer of the gateway.</summary>
    Answer,

    /// <summary>A mistake of the caller; nothing was sent.</summary>
    Usage,
}
