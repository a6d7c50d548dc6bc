namespace Tetri.Client;

/// <summary>How a request is written; its answer is written alike.</summary>
public enum WireFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>A form, url-encoded.</summary>
    Form,
}
