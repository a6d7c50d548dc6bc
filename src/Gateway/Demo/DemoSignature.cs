using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Tetri.Demo;

/// <summary>
/// Signs and checks as a shop does. It shares nothing with the gateway's own signatures on purpose: when both agree, that says something.
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "The protocol's signature is SHA-1.")]
internal static class DemoSignature
{
    private static readonly string[] Unsigned = ["signature", "response_signature_string"];

    public static string StringOf(string key, IEnumerable<KeyValuePair<string, string>> members) =>
        string.Join('|', members
            .Where(member => member.Value.Length > 0 && !Unsigned.Contains(member.Key))
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => member.Value)
            .Prepend(key));

    public static string Of(string signingString) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(signingString)));

    public static bool Fits(string key, IReadOnlyList<KeyValuePair<string, string>> members)
    {
        var signature = members.FirstOrDefault(member => member.Key == "signature").Value ?? "";
        var data = members.FirstOrDefault(member => member.Key == "data").Value;
        var signed = data is null ? StringOf(key, members) : $"{key}|{data}";
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Of(signed)));
    }
}
