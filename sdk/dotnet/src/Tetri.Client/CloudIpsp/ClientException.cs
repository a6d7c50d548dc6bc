using System.Globalization;
using Tetri.Client;

namespace CloudIpspSDK;

/// <summary>Why there is no answer. <see cref="Exception.InnerException"/> has all that is known.</summary>
public sealed class ClientException : Exception
{
    internal ClientException(TetriException cause) : base(cause.Message, cause)
    {
        ErrorMessage = cause.Message;
        ErrorCode = cause.Code?.ToString(CultureInfo.InvariantCulture);
        RequestId = cause.RequestId;
    }

    /// <summary>The gateway's sentence.</summary>
    public string ErrorMessage { get; }

    /// <summary>The gateway's code, of a refusal.</summary>
    public string? ErrorCode { get; }

    /// <summary>Names the request in the gateway's logs.</summary>
    public string? RequestId { get; }
}
