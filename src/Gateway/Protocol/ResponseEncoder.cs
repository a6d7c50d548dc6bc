using System.Buffers;
using System.Text;
using System.Text.Json;
using Tetri.Orders;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>A body ready to be sent.</summary>
internal readonly record struct WireMessage(ReadOnlyMemory<byte> Body, string ContentType);

/// <summary>Which answers carry a signature.</summary>
internal enum AnswerSignature
{
    /// <summary>In no version: a token.</summary>
    Never,

    /// <summary>Only inside the envelope of 2.0: a checkout address.</summary>
    InVersion2,

    Always,
}

/// <summary>How an answer is to be written.</summary>
internal readonly record struct AnswerForm(WireFormat Format, MessageVersion Version, bool Explain);

/// <summary>Writes answers in the format and version of their request.</summary>
internal static class ResponseEncoder
{
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <returns>How many bytes were written.</returns>
    public static long Success(IBufferWriter<byte> body, ResponseMembers members, AnswerSignature signature, string key, AnswerForm form)
    {
        if (signature == AnswerSignature.Never)
            return Write(body, members, form.Format);
        if (form.Version == MessageVersion.V20)
            return Write(body, InVersion2(members, key), form.Format);
        return Write(body, signature == AnswerSignature.Always ? members.Signed(key, form.Explain) : members, form.Format);
    }

    /// <summary>Flat and unsigned in every version.</summary>
    /// <returns>How many bytes were written.</returns>
    public static long Failure(IBufferWriter<byte> body, GatewayError error, string requestId, AnswerForm form, bool numericCode = false)
    {
        var members = new ResponseMembers()
            .Add("response_status", "failure")
            .Add("error_message", ErrorCodes.TextOf(error, form.Explain));
        if (numericCode)
            members.AddNumber("error_code", error.Code);
        else
            members.Add("error_code", error.Code.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Write(body, members.Add("request_id", requestId), form.Format);
    }

    /// <summary>version, data and signature of 2.0.</summary>
    public static ResponseMembers InVersion2(ResponseMembers members, string key)
    {
        var data = Convert.ToBase64String(Json(members, "order").Span);
        return new ResponseMembers()
            .Add("version", "2.0")
            .Add("data", data)
            .Add(Signature.MemberName, Signature.Compute(key, data));
    }

    /// <param name="root">The name around the members, or null for a flat object.</param>
    public static ReadOnlyMemory<byte> Json(ResponseMembers members, string? root)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        WriteJson(buffer, members, root);
        return buffer.WrittenMemory;
    }

    private static long Write(IBufferWriter<byte> body, ResponseMembers members, WireFormat format) => format switch
    {
        WireFormat.Form => Encoding.UTF8.GetBytes(FormText.Of(members.Set), body),
        WireFormat.Xml => Encoding.UTF8.GetBytes(XmlText.Of(members.Set), body),
        _ => WriteJson(body, members, "response"),
    };

    private static long WriteJson(IBufferWriter<byte> body, ResponseMembers members, string? root)
    {
        var writer = _writer ??= new Utf8JsonWriter(body, WireJson.WriterOptions);
        writer.Reset(body);
        if (root is not null)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(root);
        }
        WireJson.WriteObject(writer, members.Set);
        if (root is not null)
            writer.WriteEndObject();
        writer.Flush();
        return writer.BytesCommitted;
    }
}
