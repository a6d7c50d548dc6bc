using System.Security.Cryptography;
using System.Text;

namespace Tetri.Browser.Tests;

/// <summary>The protocol's signature as a shop writes it, from the documentation and not from the gateway's code.</summary>
internal static class WireSignature
{
    private static readonly string[] Unsigned = ["signature", "response_signature_string"];

    public static string Of(IReadOnlyDictionary<string, string> members, string key)
    {
        var values = members
            .Where(member => member.Value.Length > 0 && !Unsigned.Contains(member.Key))
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => member.Value);
        return Of(string.Join('|', values.Prepend(key)));
    }

    public static string Of(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
}
