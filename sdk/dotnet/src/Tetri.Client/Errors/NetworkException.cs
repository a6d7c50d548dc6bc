namespace Tetri.Client;

/// <summary>The connection was not made, or broke.</summary>
public sealed class NetworkException : TetriException
{
    internal NetworkException(string message, ErrorFacts facts) : base(ErrorKind.Network, message, facts)
    {
    }
}
