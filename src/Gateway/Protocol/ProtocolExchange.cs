using System.Buffers;
using System.Text;
using System.Text.Json;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>One request on its way through the endpoint: what is known of it so far, and how it is answered.</summary>
internal sealed class ProtocolExchange
{
    /// <summary>How much of an array is gathered before it is sent.</summary>
    private const int BytesPerWrite = 32 * 1024;

    private readonly HttpContext _http;
    private readonly string _path;
    private readonly ProtocolContext _context;
    private WireFormat _format;

    public ProtocolExchange(HttpContext http, string path, ProtocolContext context)
    {
        (_http, _path, _context) = (http, path, context);
        _format = ContentType.Guess(http.Request.ContentType);
        http.Response.Headers["X-Request-Id"] = RequestId;
    }

    /// <summary>Null while nothing was received, and where it could not be read.</summary>
    public ProtocolRequest? Request { get; private set; }

    /// <summary>Why the request could not be read.</summary>
    public GatewayError? Unread { get; private set; }

    public string RequestId => Protocol.RequestId.Of(_http);

    public bool FailsAsPage { get; init; }

    public Merchant? Merchant { get; set; }

    /// <summary>The signature holds: addresses in the request are the merchant's own.</summary>
    public bool IsVerified { get; set; }

    /// <summary>Sandbox only: told beside the answer in the header X-Tetri-Notice.</summary>
    public string? Notice { get; set; }

    private IBufferWriter<byte> Body => _http.Response.BodyWriter;

    private AnswerForm Form => new(_format, Request?.Version ?? MessageVersion.V101, _context.Options.IsSandbox);

    /// <returns>False when the request was refused.</returns>
    public async ValueTask<bool> ReceiveAsync()
    {
        if (!HttpMethods.IsPost(_http.Request.Method))
        {
            _http.Response.Headers.Allow = "POST";
            await RefuseAsync(StatusCodes.Status405MethodNotAllowed, new GatewayError(1100, Explanation: "use POST"));
            return false;
        }
        if (await BodyReader.DecodeAsync(_http.Request, _http.RequestAborted) is not { } decoded)
        {
            await RefuseAsync(StatusCodes.Status413PayloadTooLarge, GatewayError.Malformed($"the body is longer than {Envelope.MaxBodyLength} bytes"));
            return false;
        }
        Take(decoded);
        return true;
    }

    public void Take(in DecodedBody decoded) => (_format, Request, Unread) = (decoded.Format, decoded.Request, decoded.Error);

    /// <summary>The request's members are not needed any more.</summary>
    public void Release() => Request?.Members.Release();

    public Task WriteAsync(ProtocolReply reply, MemberTable table)
    {
        switch (reply)
        {
            case ProtocolReply.Success success:
                var key = success.Signature == AnswerSignature.Never ? "" : table.KeyOf(Merchant!);
                var length = ResponseEncoder.Success(Body, success.Members, success.Signature, key, Form);
                success.Members.Set.Release();
                return SendAsync(StatusCodes.Status200OK, ContentType.Of(_format), length);
            case ProtocolReply.Rows rows:
                return SendAsync(rows.Each);
            case ProtocolReply.Redirect redirect:
                _http.Response.Headers.Location = redirect.Url;
                return SendAsync(StatusCodes.Status302Found, contentType: null, length: 0);
            case ProtocolReply.Failure { Error: { IsBusy: true } error }:
                _http.Response.Headers.RetryAfter = "1";
                return RefuseAsync(StatusCodes.Status503ServiceUnavailable, error);
            default:
                return RefuseAsync(StatusCodes.Status200OK, ((ProtocolReply.Failure)reply).Error);
        }
    }

    public Task RefuseAsync(int status, GatewayError error)
    {
        _context.Logger.Refused(_path, error, _context.Options.IsSandbox, Merchant?.Id, RequestId);
        if (error.Code != 1014)
            Notice ??= error.Explanation;
        if (!FailsAsPage)
            return SendAsync(status, ContentType.Of(_format), ResponseEncoder.Failure(Body, error, RequestId, Form, Merchant?.Settings.NumericErrorCode ?? false));

        var page = _context.Page.Render(error, RequestId, PayerLanguage.Choose(_http.Request, Request?.Members.Text("lang")),
            IsVerified ? BackUrl() : null, _context.Options.IsSandbox);
        _http.Response.Headers.ContentSecurityPolicy = page.ContentSecurityPolicy;
        _http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return SendAsync(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page.Html, Body));
    }

    /// <summary>False where nothing can be said any more: the fault must go on, so that the connection is cut.</summary>
    public async ValueTask<bool> AnswerFaultAsync(Exception fault, MemberTable table)
    {
        switch (fault)
        {
            case OperationCanceledException when _http.RequestAborted.IsCancellationRequested:
                // The caller is gone; there is nobody to answer.
                return true;
            case BadHttpRequestException malformed:
                await RefuseAsync(malformed.StatusCode, new GatewayError(1005));
                return true;
            case var _ when _http.Response.HasStarted:
                return false;
            case StoreUnavailableException:
                // What was begun is concluded by recovery, and the same request may be sent again.
                await WriteAsync(GatewayError.Busy, table);
                return true;
            default:
                _context.Logger.Failed(fault, _path, RequestId);
                await RefuseAsync(StatusCodes.Status500InternalServerError, new GatewayError(1002));
                return true;
        }
    }

    /// <summary>Sends what was written into <see cref="Body"/>.</summary>
    private async Task SendAsync(int status, string? contentType, long length)
    {
        Head(status, contentType);
        _http.Response.ContentLength = length;
        await _http.Response.BodyWriter.FlushAsync(_http.RequestAborted);
    }

    /// <summary>A fault on the way cuts the answer off, so that no half of it can be taken for the whole.</summary>
    private async Task SendAsync(IAsyncEnumerable<ResponseMembers> rows)
    {
        Head(StatusCodes.Status200OK, ContentType.Of(WireFormat.Json));
        await _http.Response.StartAsync(_http.RequestAborted);
        var body = _http.Response.BodyWriter;
        var sent = 0L;
        await using var writer = new Utf8JsonWriter(body, WireJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray("response"u8);
        await foreach (var row in rows.WithCancellation(_http.RequestAborted))
        {
            WireJson.WriteObject(writer, row.Set);
            row.Set.Release();
            if (writer.BytesCommitted + writer.BytesPending - sent < BytesPerWrite)
                continue;
            await writer.FlushAsync(_http.RequestAborted);
            await body.FlushAsync(_http.RequestAborted);
            sent = writer.BytesCommitted;
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(_http.RequestAborted);
        await body.FlushAsync(_http.RequestAborted);
    }

    private void Head(int status, string? contentType)
    {
        var response = _http.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (Notice is not null && _context.Options.IsSandbox)
            response.Headers["X-Tetri-Notice"] = ContentType.Printable(Notice, maxLength: 500);
        response.ContentType = contentType;
    }

    private string? BackUrl() => Request?.Members.Text("cancel_url") ?? Request?.Members.Text("response_url") ?? Merchant?.Settings.ResponseUrl;
}
