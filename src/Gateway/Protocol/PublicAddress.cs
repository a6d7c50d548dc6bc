using System.Buffers;
using System.Net;

namespace Tetri.Protocol;

/// <summary>Tells our own address as the caller sees it, and the caller's. X-Forwarded-* count only from loopback and configured proxies.</summary>
internal sealed class PublicAddress(GatewayOptions options)
{
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]");

    // Nearly every request comes under the same name; checking a name costs more than the rest of this class.
    private volatile KnownAddress? _last;

    /// <summary>Without a trailing slash.</summary>
    public string Of(HttpRequest request)
    {
        if (options.PublicUrl is { } configured)
            return configured;
        var (scheme, host) = (request.Scheme, request.Host.Value ?? "");
        if (IsTrusted(request.HttpContext.Connection.RemoteIpAddress))
        {
            if (Last(request, "X-Forwarded-Proto") is "http" or "https")
                scheme = Last(request, "X-Forwarded-Proto")!;
            if (Last(request, "X-Forwarded-Host") is { } forwarded && IsHost(forwarded))
                host = forwarded;
        }
        if (_last is { } last && last.Scheme == scheme && last.Host == host)
            return last.Url;
        if (!IsHost(host))
            return $"{scheme}://localhost:{request.HttpContext.Connection.LocalPort}";
        var url = $"{scheme}://{host}";
        _last = new KnownAddress(scheme, host, url);
        return url;
    }

    /// <summary>The nearest address that is not one of our proxies.</summary>
    public string? ClientIpOf(HttpRequest request)
    {
        var address = request.HttpContext.Connection.RemoteIpAddress;
        if (!IsTrusted(address))
            return Text(address);
        var hops = request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = hops.Length - 1; i >= 0 && IPAddress.TryParse(hops[i], out var hop); i--)
        {
            address = hop;
            if (!IsTrusted(hop))
                break;
        }
        return Text(address);
    }

    private bool IsTrusted(IPAddress? address)
    {
        if (address is null)
            return false;
        var plain = Plain(address);
        return IPAddress.IsLoopback(plain) || IsProxy(plain);
    }

    private bool IsProxy(IPAddress address) => options.TrustedProxies.Any(network => network.Contains(address));

    private static bool IsHost(string host)
    {
        if (host.Length is 0 or > 255 || host.AsSpan().ContainsAnyExcept(HostCharacters))
            return false;
        return Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var url) && url.AbsolutePath == "/";
    }

    // The nearest proxy writes last.
    private static string? Last(HttpRequest request, string header)
    {
        var value = request.Headers[header].ToString();
        var last = value[(value.LastIndexOf(',') + 1)..].Trim();
        return last.Length == 0 ? null : last;
    }

    private static string? Text(IPAddress? address) => address is null ? null : Plain(address).ToString();

    private sealed record KnownAddress(string Scheme, string Host, string Url);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
