using System.Security.Cryptography;

namespace Tetri.Merchants;

/// <summary>Makes what a merchant is given: keys that no one can guess, and the opaque part of his page's address.</summary>
internal static class MerchantKeys
{
    private const string Alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string NewKey() => RandomNumberGenerator.GetString(Alphanumerics, 32);

    public static string NewPageHash() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
