using System.Globalization;

namespace Tetri.Protocol;

/// <summary>The members of an answer, a callback or a return, in the order in which they are written.</summary>
internal sealed class ResponseMembers(int capacity = 8)
{
    public MemberSet Set { get; } = new(capacity);

    /// <summary>Null is written as an empty text, as the protocol never sends null.</summary>
    public ResponseMembers Add(string name, string? value) => Add(name, value ?? "", MemberKind.Text);

    /// <summary>A JSON number; null is an empty text, and in XML no element at all.</summary>
    public ResponseMembers AddNumber(string name, long? value) =>
        Add(name, value?.ToString(CultureInfo.InvariantCulture) ?? "", MemberKind.Number);

    /// <summary>JSON as it is to be written, null among it. For answers that only JSON has.</summary>
    public ResponseMembers AddJson(string name, string json) => Add(name, json, MemberKind.Nested);

    public string? Text(string name) => Set.TryGet(name, out var member) ? member.Value : null;

    /// <summary>The same members with their signature of 1.0 and 1.0.1 behind them.</summary>
    /// <param name="explain">Test mode: adds the signed text, the secret masked.</param>
    public ResponseMembers Signed(string key, bool explain)
    {
        var signed = new ResponseMembers(Set.Count + 2);
        foreach (ref readonly var member in Set.AsReceived)
            signed.Add(member.Name, member.Value, member.Kind);
        signed.Add(Signature.MemberName, Signature.Compute(key, Set));
        if (explain)
            signed.Add(Signature.StringMemberName, Signature.Masked(Signature.SigningString(key, Set), key));
        return signed;
    }

    private ResponseMembers Add(string name, string value, MemberKind kind) =>
        Set.Add(name, value, kind) is { } error ? throw new InvalidOperationException(error.Explanation) : this;
}
