using System.Text.Json.Nodes;

namespace Tetri.Client.Tests;

/// <summary>spec/signature-vectors.json: what a signer must give, and what a verifier must refuse.</summary>
public sealed class VectorTests
{
    private static readonly JsonNode Vectors = Spec.Read("spec/signature-vectors.json");

    public static IEnumerable<TheoryDataRow<string>> Names => Vectors["v1"]!.AsArray().Concat(Vectors["v2"]!.AsArray()).Select(row => new TheoryDataRow<string>((string)row!["name"]!));

    [Theory]
    [MemberData(nameof(Names))]
    public void Vector_FitsAndNothingElseDoes(string name)
    {
        var row = Vectors["v1"]!.AsArray().Concat(Vectors["v2"]!.AsArray()).Single(row => (string)row!["name"]! == name)!;
        var (secret, signature) = ((string)row["secret"]!, (string)row["signature"]!);
        var data = (string?)row["data"];
        var members = row["members"]?.AsObject().ToDictionary(member => member.Key, member => member.Value?.ToString());

        string Of(string key) => data is null ? Signature.Of(members!, key) : Signature.Of(data, key);
        bool Fits(string given, string key) => data is null ? Signature.Fits(given, members!, key) : Signature.Fits(given, data, key);

        Assert.Equal(signature, Of(secret));
        Assert.True(Fits(signature, secret));
        Assert.False(Fits(signature, secret + "x"));
        Assert.False(Fits((signature[0] == '0' ? '1' : '0') + signature[1..], secret));
        Assert.False(Fits("", secret));
    }
}
