namespace Tetri.Client;

/// <summary>An answer or a callback is not the gateway's as it stands; <see cref="TetriException.Reason"/> says which mistake it is.</summary>
public sealed class SignatureException : TetriException
{
    internal SignatureException(ErrorReason reason, string message, ErrorFacts facts = default) : base(ErrorKind.Signature, message, facts with { Reason = reason })
    {
    }
}
