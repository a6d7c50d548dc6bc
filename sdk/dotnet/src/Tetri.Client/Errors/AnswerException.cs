namespace Tetri.Client;

/// <summary>What came is no answer of the gateway; <see cref="TetriException.Reason"/> says why.</summary>
public sealed class AnswerException : TetriException
{
    internal AnswerException(ErrorReason reason, string message, ErrorFacts facts) : base(ErrorKind.Answer, message, facts with { Reason = reason })
    {
    }
}
