namespace Tetri.Client;

/// <summary>No whole answer came in time.</summary>
public sealed class TimedOutException : TetriException
{
    internal TimedOutException(string message, ErrorFacts facts) : base(ErrorKind.Timeout, message, facts)
    {
    }
}
