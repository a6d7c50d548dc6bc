using System.Collections.Frozen;
using Tetri.Payments;

namespace Tetri.Connectors.Simulator;

/// <summary>An account of the built-in bank. Their check digits are 00, which no bank gives out, so they can't be anybody's.</summary>
/// <param name="DeclineCode">The code that the bank refuses with; null where it approves.</param>
internal sealed record TestIban(string Number, int? DeclineCode = null, Failure Failure = Failure.None)
{
    private const int GeneralDecline = 1000;

    private static readonly FrozenDictionary<string, TestIban> ByNumber = new TestIban[]
    {
        new("GE00TB0000000000000001"),
        new("GE00TB0000000000000002", GeneralDecline),
        new("GE00TB0000000000000003", Failure: Failure.UnknownOnce),
    }.ToFrozenDictionary(iban => iban.Number, StringComparer.Ordinal);

    public static TestIban? Find(Iban iban) => ByNumber.GetValueOrDefault(iban.Text);
}
