using System.Buffers;
using System.Globalization;

namespace Tetri.Protocol.Members;

/// <summary>Absolute http and https addresses. The common ones are told without building a <see cref="Uri"/>, which costs more than the rest of a request.</summary>
internal static class UrlSyntax
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create(Letters + ".-");
    private static readonly SearchValues<char> AddressDigits = SearchValues.Create(".0123456789");
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(Letters + "-._~/?&=+,;!*()'$@");

    public static bool IsWebAddress(string value)
    {
        var rest = value.AsSpan();
        if (rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            rest = rest["https://".Length..];
        else if (rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            rest = rest["http://".Length..];
        else
            return false;
        return IsPlain(rest) || IsParsed(value);
    }

    private static bool IsPlain(ReadOnlySpan<char> rest)
    {
        var hostEnd = rest.IndexOfAnyExcept(HostCharacters);
        var host = hostEnd < 0 ? rest : rest[..hostEnd];
        var tail = hostEnd < 0 ? default : rest[hostEnd..];
        if (host.IsEmpty || host[0] is '.' or '-' || host.Length > 253 || host.IndexOf("..", StringComparison.Ordinal) >= 0 || IsDigits(host))
            return false;
        if (tail is [':', ..])
        {
            var portEnd = tail[1..].IndexOfAnyExceptInRange('0', '9');
            var port = portEnd < 0 ? tail[1..] : tail.Slice(1, portEnd);
            if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return false;
            tail = portEnd < 0 ? default : tail[(portEnd + 1)..];
        }
        return tail.IsEmpty || tail[0] is '/' or '?' && !tail.ContainsAnyExcept(PathCharacters);
    }

    private static bool IsDigits(ReadOnlySpan<char> host) => !host.ContainsAnyExcept(AddressDigits);

    private static bool IsParsed(string value)
    {
        foreach (var c in value)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c))
                return false;
        }
        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0;
    }
}
