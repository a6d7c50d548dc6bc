namespace Tetri.Protocol;

/// <summary>Thirteen letters and digits that tie an answer to our log.</summary>
internal static class RequestId
{
    public const int Length = 13;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The one id of this request, given to it at the first call. The server's own is longer and means nothing to a merchant.</summary>
    public static string Of(HttpContext http)
    {
        if (http.TraceIdentifier.Length != Length) http.TraceIdentifier = New();
        return http.TraceIdentifier;
    }

    public static string New()
    {
        Span<char> id = stackalloc char[Length];
        Random.Shared.GetItems(Alphabet, id);
        return new string(id);
    }
}
