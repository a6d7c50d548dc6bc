namespace CloudIpspSDK;

/// <summary>The settings of the published package CloudIpspSDK. New code uses <see cref="Tetri.Client.TetriClient"/>, which has no static settings.</summary>
public static class Config
{
    /// <summary>The merchant's number.</summary>
    public static int MerchantId { get; set; }

    /// <summary>The payment key.</summary>
    public static string? SecretKey { get; set; }

    /// <summary>The credit key.</summary>
    public static string? CreditKey { get; set; }

    /// <summary><c>json</c> or <c>form</c>.</summary>
    public static string ContentType { get; set; } = "json";

    /// <summary><c>1.0</c> or <c>2.0</c>.</summary>
    public static string Protocol { get; set; } = "1.0";

    /// <summary>A host, or an address; otherwise the environment variable <c>TETRI_URL</c>, otherwise <c>http://localhost:8080</c>.</summary>
    public static string? ApiHost { get; set; }
}
