namespace Tetri.Client;

/// <summary>The protocol's version.</summary>
public enum ProtocolVersion
{
    /// <summary>1.0: flat members.</summary>
    V10,

    /// <summary>1.0.1: flat members, and answers with <c>additional_info</c>.</summary>
    V101,

    /// <summary>2.0: members in signed base64, which may hold objects and lists.</summary>
    V20,
}

internal static class ProtocolVersionText
{
    public static string OnTheWire(this ProtocolVersion version) => version switch
    {
        ProtocolVersion.V10 => "1.0",
        ProtocolVersion.V101 => "1.0.1",
        ProtocolVersion.V20 => "2.0",
        _ => throw new UsageException(ErrorReason.Version, "Version is 1.0, 1.0.1 or 2.0."),
    };
}
