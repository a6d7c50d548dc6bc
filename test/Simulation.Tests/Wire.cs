using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tetri.Simulation;

/// <summary>The merchant's side of the protocol, written apart from the gateway's so that it can prove it wrong.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The protocol's signature is SHA-1.")]
internal static class Wire
{
    public const string Key = "test";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Key and all values that are not empty, in the order of their names, with a bar between.</summary>
    public static string Sign(IEnumerable<KeyValuePair<string, string>> members, string key = Key) => Sha1(string.Join('|', members
        .Where(member => member.Value.Length > 0 && member.Key is not ("signature" or "response_signature_string"))
        .OrderBy(member => member.Key, StringComparer.Ordinal)
        .Select(member => member.Value)
        .Prepend(key)));

    public static string SignVersion2(string data) => Sha1($"{Key}|{data}");

    public static string Sha1(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The members of a flat object; numbers as they are written.</summary>
    public static Dictionary<string, string> Members(JsonElement flat) => flat.EnumerateObject().ToDictionary(
        member => member.Name,
        member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, Relaxed);

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
