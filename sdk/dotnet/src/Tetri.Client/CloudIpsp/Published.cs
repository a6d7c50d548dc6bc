using System.Text.Json.Serialization.Metadata;
using Tetri.Client;
using Tetri.Client.Calling;

namespace CloudIpspSDK;

/// <summary>The published package's way of calling, on this client: static settings, one blocking call, failures as a member of the answer.</summary>
internal static class Published
{
    // One for the process, as the settings are: a new handler for each call would leave its connections behind.
    private static readonly HttpMessageInvoker Http = HttpTransport.Connections();

    public static TResponse Post<TRequest, TResponse>(Operation operation, TRequest request, JsonTypeInfo<TRequest> written, JsonTypeInfo<TResponse> read)
        where TResponse : IPublishedResponse, new()
    {
        var settings = Settings.Of(new()
        {
            MerchantId = Config.MerchantId,
            SecretKey = Config.SecretKey,
            CreditKey = Config.CreditKey,
            BaseUrl = Config.ApiHost is { Length: > 0 } host && !host.Contains("://", StringComparison.Ordinal) ? $"https://{host}" : Config.ApiHost,
            Version = Config.Protocol == "2.0" ? ProtocolVersion.V20 : ProtocolVersion.V10,
            Format = Config.ContentType == "form" ? WireFormat.Form : WireFormat.Json,
        }, Environment.GetEnvironmentVariable);
        var caller = new Caller(settings, Surroundings.Of(settings, new HttpTransport(Http, settings.Clock)));
        try
        {
            // Away from the caller's synchronisation context, which this blocking call may be holding.
            return Task.Run(() => caller.CallAsync(operation, request, written, read, options: null, CancellationToken.None)).GetAwaiter().GetResult();
        }
        catch (TetriException e) when (e is not UsageException)
        {
            return new() { Error = new ClientException(e) };
        }
    }
}

internal interface IPublishedResponse
{
    ClientException? Error { get; set; }
}
