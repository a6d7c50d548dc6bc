using System.Security.Cryptography;

namespace Tetri.Protocol;

/// <summary>Thirteen letters and digits that tie an answer to our log.</summary>
internal static class RequestId
{
    public const int Length = 13;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);
}
