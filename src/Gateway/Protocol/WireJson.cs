using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tetri.Protocol;

/// <summary>Writes members as JSON; letters of every alphabet go out as they are.</summary>
internal static class WireJson
{
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static void WriteObject(Utf8JsonWriter writer, MemberSet members)
    {
        writer.WriteStartObject();
        foreach (ref readonly var member in members.AsReceived)
        {
            writer.WritePropertyName(member.Name);
            if (member.Kind == MemberKind.Text || member.Value.Length == 0)
                writer.WriteStringValue(member.Value);
            else
                writer.WriteRawValue(member.Value, skipInputValidation: true);
        }
        writer.WriteEndObject();
    }
}
