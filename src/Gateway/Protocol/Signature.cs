using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>
/// SHA-1 over the secret and the non-empty values in the order of their names, joined by | (1.0, 1.0.1),
/// or over the secret and the base64 text (2.0); lowercase hex (docs/reference/signatures.md).
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "The protocol's signature is SHA-1.")]
internal static class Signature
{
    public const string MemberName = "signature";
    public const string StringMemberName = "response_signature_string";
    public const char Separator = '|';

    /// <summary>Hex digits of a signature.</summary>
    public const int Length = 2 * SHA1.HashSizeInBytes;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private const string Mask10 = "**********";
    private const int StackLimit = 1024;

    public static string Compute(string secret, MemberSet members, in SigningScope scope = default)
    {
        Span<char> hex = stackalloc char[Length];
        Compute(secret, members, scope, hex);
        return hex.ToString();
    }

    public static string Compute(string secret, string data)
    {
        Span<char> hex = stackalloc char[Length];
        Compute(secret, data, hex);
        return hex.ToString();
    }

    /// <summary>Constant in time: how much of a wrong signature was right stays unknown.</summary>
    public static bool Fits(string signature, string secret, MemberSet members, in SigningScope scope = default)
    {
        Span<char> hex = stackalloc char[Length];
        Compute(secret, members, scope, hex);
        return Equal(signature, hex);
    }

    /// <inheritdoc cref="Fits(string, string, MemberSet, in SigningScope)"/>
    public static bool Fits(string signature, string secret, string data)
    {
        Span<char> hex = stackalloc char[Length];
        Compute(secret, data, hex);
        return Equal(signature, hex);
    }

    public static bool HasShape(string signature) =>
        signature.Length == Length && !signature.AsSpan().ContainsAnyExcept(HexDigits);

    /// <summary>What is signed, secret first. Shown only with <see cref="Masked"/>.</summary>
    public static string SigningString(string secret, MemberSet members, in SigningScope scope = default)
    {
        var text = new StringBuilder(secret);
        foreach (var place in members.ByName)
        {
            ref readonly var member = ref members.AsReceived[place];
            if (scope.Takes(member))
                text.Append(Separator).Append(scope.ValueOf(member));
        }
        return text.ToString();
    }

    /// <summary>Ten asterisks for every occurrence of the secret, also where it only happens to stand inside a value.</summary>
    public static string Masked(string text, string secret) =>
        secret.Length == 0 ? text : text.Replace(secret, Mask10, StringComparison.Ordinal);

    private static void Compute(string secret, MemberSet members, in SigningScope scope, Span<char> hex)
    {
        var size = Encoding.UTF8.GetMaxByteCount(secret.Length);
        foreach (ref readonly var member in members.AsReceived)
            size += Encoding.UTF8.GetMaxByteCount(scope.ValueOf(member).Length) + 1;

        var rented = size > StackLimit ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[StackLimit];
        var end = Encoding.UTF8.GetBytes(secret, buffer);
        foreach (var place in members.ByName)
        {
            ref readonly var member = ref members.AsReceived[place];
            if (!scope.Takes(member))
                continue;
            buffer[end++] = (byte)Separator;
            end += Encoding.UTF8.GetBytes(scope.ValueOf(member), buffer[end..]);
        }
        Hash(buffer[..end], hex);
        Forget(buffer[..end], rented);
    }

    private static void Compute(string secret, string data, Span<char> hex)
    {
        var size = Encoding.UTF8.GetMaxByteCount(secret.Length) + 1 + Encoding.UTF8.GetMaxByteCount(data.Length);
        var rented = size > StackLimit ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[StackLimit];
        var end = Encoding.UTF8.GetBytes(secret, buffer);
        buffer[end++] = (byte)Separator;
        end += Encoding.UTF8.GetBytes(data, buffer[end..]);
        Hash(buffer[..end], hex);
        Forget(buffer[..end], rented);
    }

    private static void Hash(ReadOnlySpan<byte> text, Span<char> hex)
    {
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(text, digest);
        Convert.TryToHexStringLower(digest, hex, out _);
    }

    private static void Forget(Span<byte> secretText, byte[]? rented)
    {
        CryptographicOperations.ZeroMemory(secretText);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private static bool Equal(string signature, ReadOnlySpan<char> expected) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(signature.AsSpan()), MemoryMarshal.AsBytes(expected));
}

/// <summary>Which members are signed and under which merchant id. The default takes every scalar as it is.</summary>
internal readonly struct SigningScope
{
    /// <summary>Only members that this endpoint knows.</summary>
    public MemberTable? Known { get; init; }

    /// <summary>Stands in place of the value of merchant_id.</summary>
    public string? MerchantId { get; init; }

    public bool Takes(in Member member) => member.IsSigned && (Known is null || Known.Knows(member.Name));

    public string ValueOf(in Member member) => MerchantId is not null && member.Name == "merchant_id" ? MerchantId : member.Value;
}
