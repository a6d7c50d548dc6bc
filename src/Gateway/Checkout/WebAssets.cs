using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tetri.Checkout;

/// <summary>The built web files that the assembly carries, so that one file is the whole gateway.</summary>
internal sealed class WebAssets
{
    private const int VersionLength = 12;
    private const string Brotli = "br";
    private const string Gzip = "gzip";

    /// <summary>How the names end of files that the build packed with gzip, smaller than we can.</summary>
    private const string Packed = ".gz";

    private static readonly string[] Encodings = [Brotli, Gzip];

    private readonly FrozenDictionary<string, Asset> _assets;

    public WebAssets()
    {
        var assembly = typeof(WebAssets).Assembly;
        _assets = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("web/", StringComparison.Ordinal) && !name.EndsWith(Packed, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name, name => new Asset(assembly, name), StringComparer.Ordinal);
        Languages = [.. _assets.Keys
            .Where(name => name.StartsWith("web/i18n/", StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .OrderBy(language => language == Protocol.Members.Languages.Default ? 0 : 1).ThenBy(language => language, StringComparer.Ordinal)];
        PageTemplate = _assets.TryGetValue("web/checkout/index.html", out var page) && _assets.TryGetValue("web/checkout/framed.html", out var framed)
            ? page.Text
            : throw new StartRefusedException("The checkout page was not built into this binary. Build with npm at hand.");
        FramedPageTemplate = framed.Text;
        PagePolicy = PolicyOf(_assets["web/csp.json"].Text);
    }

    public IReadOnlyList<string> Languages { get; }

    public string PageTemplate { get; }

    /// <summary>The same page for a shop's frame.</summary>
    public string FramedPageTemplate { get; }

    /// <summary>The Content-Security-Policy of web/csp.json; {nonce} stands for the response's nonce.</summary>
    public string PagePolicy { get; }

    public string TextOf(string name) => _assets[name].Text;

    /// <param name="complete">Those of what follows the form too, which the page else fetches when its first screen is there.</param>
    public string MessagesOf(string language, bool complete) => _assets[$"web/checkout/i18n/{language}{(complete ? "" : ".first")}.json"].Text.Replace("<", "\\u003c", StringComparison.Ordinal);

    /// <summary>The part of a file's address that changes with its content; null where there is no such file.</summary>
    public string? VersionOf(string name) => _assets.TryGetValue(name, out var asset) ? asset.Hash[..VersionLength] : null;

    /// <summary>What a script or link element that names the file may hold in its attribute integrity.</summary>
    public string? IntegrityOf(string name) =>
        _assets.TryGetValue(name, out var asset) ? $"sha384-{Convert.ToBase64String(SHA384.HashData(asset.Bytes))}" : null;

    public async Task SendAsync(HttpContext http, string name, bool isImmutable)
    {
        if (!_assets.TryGetValue(name, out var asset))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var headers = http.Response.Headers;
        headers.ETag = asset.ETag;
        headers.CacheControl = isImmutable ? "public, max-age=31536000, immutable" : "public, max-age=300";
        headers.XContentTypeOptions = "nosniff";
        if (http.Request.Headers.IfNoneMatch == asset.ETag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = asset.ContentType;
        var body = asset.Bytes;
        if (asset.Compresses)
        {
            headers.Vary = "Accept-Encoding";
            if (EncodingFor(http.Request) is { } encoding)
            {
                headers.ContentEncoding = encoding;
                body = asset.In(encoding);
            }
        }
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>A page that was made for one payer. Nothing in it is both secret and beside what another can have written into it, so it may be compressed.</summary>
    public static async Task SendPageAsync(HttpContext http, string html)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.Vary = "Accept-Encoding";
        var body = Encoding.UTF8.GetBytes(html);
        if (EncodingFor(http.Request) is { } encoding)
        {
            http.Response.Headers.ContentEncoding = encoding;
            body = Compress(body, encoding, CompressionLevel.Optimal);
        }
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>The smallest encoding of those that the browser takes; browsers take br over https, and on the machine itself.</summary>
    private static string? EncodingFor(HttpRequest request)
    {
        var taken = request.GetTypedHeaders().AcceptEncoding;
        return Array.Find(Encodings, encoding => taken.Any(each => each.Quality != 0 && each.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)));
    }

    private static byte[] Compress(byte[] bytes, string encoding, CompressionLevel level)
    {
        using var target = new MemoryStream();
        using (Stream packed = encoding == Brotli ? new BrotliStream(target, level) : new GZipStream(target, level))
            packed.Write(bytes);
        return target.ToArray();
    }

    private static string PolicyOf(string json)
    {
        using var policy = JsonDocument.Parse(json);
        return string.Join("; ", policy.RootElement.EnumerateObject().Select(directive =>
            $"{directive.Name} {string.Join(' ', directive.Value.EnumerateArray().Select(value => value.GetString()))}".TrimEnd()));
    }

    /// <summary>A file of the assembly; it is read when it is first asked for, and compressed with br when first in that way, so that a start costs neither time nor memory.</summary>
    private sealed class Asset
    {
        private readonly Lazy<byte[]> _bytes;
        private readonly Lazy<byte[]> _brotli;
        private readonly Lazy<byte[]> _gzip;
        private readonly Lazy<string> _hash;

        public Asset(Assembly assembly, string name)
        {
            _bytes = new(() => Read(assembly, name));
            _brotli = new(() => Compress(Bytes, Brotli, CompressionLevel.SmallestSize));
            _gzip = new(() => Read(assembly, name + Packed));
            _hash = new(() => Convert.ToHexStringLower(SHA256.HashData(Bytes))[..32]);
            (ContentType, Compresses) = Path.GetExtension(name) switch
            {
                ".html" => ("text/html; charset=utf-8", true),
                ".js" or ".mjs" => ("text/javascript; charset=utf-8", true),
                ".css" => ("text/css; charset=utf-8", true),
                ".json" => ("application/json; charset=utf-8", true),
                ".svg" => ("image/svg+xml", true),
                ".ts" => ("text/plain; charset=utf-8", true),
                ".woff" => ("font/woff", false),
                ".woff2" => ("font/woff2", false),
                _ => ("application/octet-stream", false),
            };
        }

        public byte[] Bytes => _bytes.Value;

        public bool Compresses { get; }

        public string ContentType { get; }

        public string Hash => _hash.Value;

        public string ETag => $"\"{Hash}\"";

        public string Text => Encoding.UTF8.GetString(Bytes);

        public byte[] In(string encoding) => encoding == Brotli ? _brotli.Value : _gzip.Value;

        private static byte[] Read(Assembly assembly, string name)
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
