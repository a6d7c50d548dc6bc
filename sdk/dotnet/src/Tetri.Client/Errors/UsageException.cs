namespace Tetri.Client;

/// <summary>A mistake of the caller; nothing was sent.</summary>
public sealed class UsageException : TetriException
{
    internal UsageException(ErrorReason reason, string message) : base(ErrorKind.Usage, message, new(reason))
    {
    }
}
