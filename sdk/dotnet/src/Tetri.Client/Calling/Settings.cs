using System.Net;

namespace Tetri.Client.Calling;

/// <summary>Options that were checked.</summary>
internal sealed class Settings
{
    public required long MerchantId { get; init; }
    public required string SecretKey { get; init; }
    public required string? CreditKey { get; init; }
    public required string? FormerSecretKey { get; init; }
    public required string BaseUrl { get; init; }
    public required ProtocolVersion Version { get; init; }
    public required WireFormat Format { get; init; }
    public required TimeSpan? Timeout { get; init; }
    public required TimeSpan Deadline { get; init; }
    public required int Tries { get; init; }
    public required int MaxAnswerBytes { get; init; }
    public required TimeProvider Clock { get; init; }
    public required Action<CallTry>? OnTry { get; init; }

    public static Settings Of(TetriClientOptions options, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MerchantId <= 0)
            throw new UsageException(ErrorReason.NoMerchantId, "MerchantId is missing: the merchant's number.");
        if (string.IsNullOrEmpty(options.SecretKey))
            throw new UsageException(ErrorReason.NoSecretKey, "SecretKey is missing: the merchant's payment key.");
        if (!Enum.IsDefined(options.Version))
            throw new UsageException(ErrorReason.Version, "Version is 1.0, 1.0.1 or 2.0.");
        if (!Enum.IsDefined(options.Format))
            throw new UsageException(ErrorReason.Format, "Format is JSON or form.");
        return new()
        {
            MerchantId = options.MerchantId,
            SecretKey = options.SecretKey,
            CreditKey = Given(options.CreditKey),
            FormerSecretKey = Given(options.FormerSecretKey),
            BaseUrl = AddressOf(Given(options.BaseUrl) ?? Given(environment("TETRI_URL")) ?? "http://localhost:8080", options.AllowHttp),
            Version = options.Version,
            Format = options.Format,
            Timeout = options.Timeout,
            Deadline = options.Deadline,
            Tries = options.Tries,
            MaxAnswerBytes = options.MaxAnswerBytes,
            Clock = options.TimeProvider,
            OnTry = options.OnTry,
        };
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string AddressOf(string text, bool allowHttp)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            throw new UsageException(ErrorReason.BaseUrl, "BaseUrl is https://host, with a port and a path where there is one, and nothing else.");
        }
        if (address.Scheme == Uri.UriSchemeHttp && !allowHttp && !IsThisMachine(address.Host))
            throw new UsageException(ErrorReason.PlainHttp, "BaseUrl is plain http to another machine. Use https, or set AllowHttp in a network that you trust.");
        return address.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

    private static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
