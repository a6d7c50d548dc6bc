namespace Tetri.Client;

/// <summary>The gateway said no; <see cref="TetriException.Code"/> says why.</summary>
public sealed class RefusedException : TetriException
{
    internal RefusedException(string message, ErrorFacts facts) : base(ErrorKind.Refused, message, facts)
    {
    }
}
