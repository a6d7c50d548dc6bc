using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tetri.Cards;

namespace Tetri.Payments;

/// <summary>
/// The code that stands in the description of a hold. It is derived from the master key and the transaction's id and kept nowhere, so neither the database
/// nor a log can tell it.
/// </summary>
internal sealed class VerificationCode(KeyRing ring, GatewayOptions options)
{
    public const int Length = 4;

    /// <summary>Good for every verification of the sandbox.</summary>
    public const string OfSandbox = "EURT";

    private const string Purpose = "tetri verification code";

    // Thirty-two characters, none of which looks like another: three guesses of a million.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public string Of(long transactionId) => Of(ring.IdInUse, transactionId);

    /// <summary>Upper or lower case. A key that was changed since the code was given out still counts.</summary>
    public bool Fits(string typed, long transactionId)
    {
        var code = typed.ToUpperInvariant();
        return (options.IsSandbox && code == OfSandbox) ||
            ring.Ids.Any(id => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(id, transactionId)), Encoding.UTF8.GetBytes(code)));
    }

    private string Of(byte keyId, long transactionId)
    {
        var digest = HMACSHA256.HashData(ring.Derive(keyId, Purpose)!, Encoding.ASCII.GetBytes(transactionId.ToString(CultureInfo.InvariantCulture)));
        return string.Create(Length, digest, static (code, bytes) =>
        {
            for (var i = 0; i < code.Length; i++)
                code[i] = Alphabet[bytes[i] % Alphabet.Length];
        });
    }
}
