using System.Security.Cryptography;
using System.Text;

namespace Tetri.Client;

/// <summary>The protocol's signature: SHA-1 of the key and what is signed, as lower-case hex.</summary>
public static class Signature
{
    /// <summary>The signature of flat members (versions 1.0 and 1.0.1). Empty values and signatures themselves take no part.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, string?>> members, string key)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(key);
        var values = members
            .Where(member => member.Key is not ("signature" or "response_signature_string") && !string.IsNullOrEmpty(member.Value))
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => member.Value);
        return Digest(string.Join('|', values.Prepend(key)));
    }

    /// <summary>The signature of <c>data</c> as it is sent (version 2.0).</summary>
    public static string Of(string data, string key)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(key);
        return Digest($"{key}|{data}");
    }

    /// <summary>Whether a signature fits flat members; the time that it takes tells nothing.</summary>
    public static bool Fits(string signature, IEnumerable<KeyValuePair<string, string?>> members, string key) => Equal(signature, Of(members, key));

    /// <summary>Whether a signature fits <c>data</c>; the time that it takes tells nothing.</summary>
    public static bool Fits(string signature, string data, string key) => Equal(signature, Of(data, key));

    internal static bool IsWellFormed(string signature) =>
        signature.Length == 40 && signature.All(digit => char.IsAsciiDigit(digit) || digit is >= 'a' and <= 'f');

    private static bool Equal(string given, string expected)
    {
        ArgumentNullException.ThrowIfNull(given);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
    }

    private static string Digest(string text)
    {
        var hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning disable CA1308 // The protocol writes lower-case hex.
        return Convert.ToHexString(hash).ToLowerInvariant();
#pragma warning restore CA1308
    }
}
