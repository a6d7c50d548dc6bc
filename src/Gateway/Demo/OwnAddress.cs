using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Tetri.Demo;

/// <summary>Where the gateway listens, as this machine reaches it.</summary>
internal sealed class OwnAddress(IServer server)
{
    /// <summary>Without a trailing slash; an http address before an https one, whose certificate this machine may not trust. Null before listening.</summary>
    public string? Find() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses
            .OrderBy(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            .Select(Reachable).FirstOrDefault();

    private static string Reachable(string address)
    {
        var bound = BindingAddress.Parse(address);
        var host = bound.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : bound.Host;
        return $"{bound.Scheme}://{host}:{bound.Port}";
    }
}
