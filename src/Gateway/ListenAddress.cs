namespace Tetri;

/// <summary>Addresses to listen on, looked at before the server does: it ends in a stack trace where it can't use one, and takes a host that it can't read for every network of the machine.</summary>
internal static class ListenAddress
{
    /// <exception cref="StartRefusedException">One can't be listened on.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Check("--urls", url);
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
            if (endpoint["Url"] is { } url)
                Check(endpoint.Path + ":Url", url);
    }

    public static void Check(string setting, string url)
    {
        if (!IsUsable(url))
            throw new StartRefusedException($"{setting} is '{url}'; it must be of the form http://127.0.0.1:8080 or https://…, with nothing behind the port. 0 as a port needs an address, not localhost.");
    }

    private static bool IsUsable(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            return false;
        }
        if (address.Scheme.ToLowerInvariant() is not ("http" or "https") || address.PathBase.Length > 0)
            return false;
        if (address.IsUnixPipe)
            return true;
        return !address.IsNamedPipe && address.Port is >= 0 and <= 65535
            && (address.Host is "*" or "+" || Uri.CheckHostName(address.Host) != UriHostNameType.Unknown)
            && !(address.Port == 0 && address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase));
    }
}
