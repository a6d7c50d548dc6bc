using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tetri.Simulation;

/// <summary>Ten thousand requests that nearly are right: each is answered soon and soundly, and none spoils the next.</summary>
public sealed partial class MutatedRequestsTests
{
    private const int ToTheProtocol = 8_500;
    private const int ToThePage = 1_500;
    private const int AtOnce = 12;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly string[] Endpoints =
        ["/api/checkout/url", "/api/checkout/token", "/api/checkout/redirect", "/api/status/order_id", "/api/status/payment_id"];

    private static readonly HashSet<int> Codes = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "error-codes.json")))
        .RootElement.EnumerateArray().Select(entry => entry.GetProperty("code").GetInt32()).ToHashSet();

    [Fact]
    public async Task ToTheProtocol_AreRefusedWithACodeOrDeserveToSucceed()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        var shop = new Shop(gateway);
        var known = await shop.CreateAsync();
        var (succeeded, signedAgain) = (0, 0);

        await Parallel.ForEachAsync(Enumerable.Range(0, ToTheProtocol), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var random = Seed.For(1000 + i);
            var endpoint = Endpoints[i % Endpoints.Length];
            var request = MutatedRequest.Make(random, endpoint, Valid(endpoint, known, i));
            if (request.SignedAgain)
                Interlocked.Increment(ref signedAgain);
            try
            {
                var took = Stopwatch.StartNew();
                using var message = Message(request, random);
                using var answer = await gateway.Http.SendAsync(message, CancellationToken.None);
                var body = await answer.Content.ReadAsStringAsync(CancellationToken.None);
                Assert.True(took.Elapsed < Longest, $"It took {took.Elapsed}.");
                if (await JudgeAsync(request, answer, body, shop))
                    Interlocked.Increment(ref succeeded);
                if (i % 500 == 0)
                    await shop.CreateAsync();
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Request {i}: {fault.Message} {Seed.Hint}\n{request}", fault);
            }
        });

        Assert.True(signedAgain > ToTheProtocol / 2);
        Assert.True(succeeded > ToTheProtocol / 20, $"Only {succeeded} requests succeeded: nothing behind the checks was reached.");
        await shop.CreateAsync();
        Assert.DoesNotContain("ERROR", gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToThePage_AreAnsweredWithAView()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        var shop = new Shop(gateway);
        var order = await shop.CreateAsync();
        var payer = new Payer(gateway, order.Token);
        var view = await payer.TypeCardAsync(Payer.OldFormCard);
        var transaction = view.GetProperty("transaction").GetString()!;

        await Parallel.ForEachAsync(Enumerable.Range(0, ToThePage), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var random = Seed.For(100_000 + i);
            using var message = PageRequest.Make(random, order.Token, transaction, out var description);
            try
            {
                var took = Stopwatch.StartNew();
                using var answer = await gateway.Http.SendAsync(message, CancellationToken.None);
                var body = await answer.Content.ReadAsStringAsync(CancellationToken.None);
                Assert.True(took.Elapsed < Longest, $"It took {took.Elapsed}.");
                Assert.True((int)answer.StatusCode is 200 or 302 or 400 or 404 or 413 or 415, $"The answer is {(int)answer.StatusCode}: {body}");
                if (answer is { StatusCode: HttpStatusCode.OK, Content.Headers.ContentType.MediaType: "application/json" })
                {
                    using var json = JsonDocument.Parse(body);
                    Assert.NotEqual("", Payer.State(json.RootElement.GetProperty("view")));
                    if (json.RootElement.TryGetProperty("error", out var error))
                        Assert.Contains(error.GetProperty("code").GetInt32(), Codes);
                }
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Request {i}: {fault.Message} {Seed.Hint}\n{description}", fault);
            }
        });

        Assert.True((await shop.ChargesAsync(order)).Approved <= 1);
        var next = await shop.CreateAsync();
        Assert.Equal("approved", Payer.State(await new Payer(gateway, next.Token).PayAsync(Payer.PlainCard)));
        Assert.DoesNotContain("ERROR", gateway.Output, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Valid(string endpoint, ShopOrder known, int i) => endpoint switch
    {
        "/api/status/order_id" => new() { ["merchant_id"] = "1549901", ["order_id"] = known.Id },
        "/api/status/payment_id" => new() { ["merchant_id"] = "1549901", ["payment_id"] = known.PaymentId },
        _ => new()
        {
            ["merchant_id"] = "1549901",
            ["order_id"] = $"mutated-{i}",
            ["order_desc"] = "Two books & a pen",
            // No merchant has this id when the two are swapped.
            ["amount"] = "1250",
            ["currency"] = "GEL",
            ["lifetime"] = "36000",
            ["lang"] = "ka",
            ["preauth"] = "N",
            ["response_url"] = "https://127.0.0.1:9/back?a=1",
            ["sender_email"] = "payer@shop.example",
            ["merchant_data"] = "[{\"name\":\"a\"}]",
        },
    };

    private static HttpRequestMessage Message(MutatedRequest request, Random random)
    {
        var content = new PiecedContent(request.Body, request.Chunked, request.Chunked ? random.Next(1, 400) : request.Body.Length);
        if (request.ContentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        var message = new HttpRequestMessage(HttpMethod.Post, request.Endpoint) { Content = content };
        if (request.Chunked)
            message.Headers.TransferEncodingChunked = true;
        return message;
    }

    /// <summary>Fails where the answer is not sound; true for a success.</summary>
    private static async Task<bool> JudgeAsync(MutatedRequest request, HttpResponseMessage answer, string body, Shop shop)
    {
        var status = (int)answer.StatusCode;
        if (status == 302)
        {
            Assert.Equal("/api/checkout/redirect", request.Endpoint);
            Assert.StartsWith("http://127.0.0.1", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
            Deserves(request);
            return true;
        }
        Assert.True(status is 200 or 413, $"The answer is {status}: {body}");
        Assert.True(answer.Headers.Contains("X-Request-Id"));
        if (request.Endpoint == "/api/checkout/redirect")
        {
            Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains(int.Parse(CodeOnPage().Match(body).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), Codes);
            return false;
        }

        var format = answer.Content.Headers.ContentType!.MediaType;
        if (!request.TypeBent && !request.BytesBent)
            Assert.Equal(request.ContentType, format);
        var members = Read(format!, body);
        if (members.TryGetValue("data", out var data))
        {
            Assert.Equal(Wire.SignVersion2(data), members["signature"]);
            using var inner = JsonDocument.Parse(Convert.FromBase64String(data));
            members = Wire.Members(inner.RootElement.GetProperty("order"));
        }
        if (members["response_status"] == "failure")
        {
            Assert.Contains(int.Parse(members["error_code"], System.Globalization.CultureInfo.InvariantCulture), Codes);
            Assert.NotEqual("1002", members["error_code"]);
            Assert.NotEqual("", members["error_message"]);
            return false;
        }
        Assert.Equal(200, status);
        Deserves(request);

        // Whatever was accepted must be in the books as it was asked for.
        if (members.TryGetValue("payment_id", out var paymentId) && request.Endpoint == "/api/checkout/url")
        {
            var stored = await shop.PostAsync("/api/status/payment_id", new() { ["payment_id"] = paymentId });
            if (stored.TryGetValue("error_code", out var code))
                Assert.Equal("1396424", Oracle.Text(request.Members, "merchant_id") ?? code);
            else
            {
                Assert.Matches("^[1-9][0-9]{0,11}$", stored["amount"] == "0" ? "1" : stored["amount"]);
                if (!request.BytesBent)
                {
                    Assert.Equal(Oracle.Text(request.Members, "order_id"), stored["order_id"]);
                    Assert.Equal(long.Parse(Oracle.Text(request.Members, "amount")!, System.Globalization.CultureInfo.InvariantCulture), long.Parse(stored["amount"], System.Globalization.CultureInfo.InvariantCulture));
                }
            }
        }
        return true;
    }

    private static void Deserves(MutatedRequest request)
    {
        if (request.BytesBent)
            return;
        var reason = request.Endpoint.StartsWith("/api/checkout/", StringComparison.Ordinal)
            ? Oracle.ReasonAgainstOrder(request.Members, request.Version == "2.0")
            : Oracle.ReasonAgainstStatus(request.Endpoint, request.Members, request.Version == "2.0");
        Assert.True(reason is null, $"It succeeded although {reason}.");
        Assert.True(request.IsSigned, "It succeeded although its signature does not fit.");
    }

    private static Dictionary<string, string> Read(string format, string body)
    {
        switch (format)
        {
            case "application/json":
                using (var json = JsonDocument.Parse(body))
                    return Wire.Members(json.RootElement.GetProperty("response"));
            case "application/xml":
                return XDocument.Parse(body).Root!.Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);
            default:
                Assert.Equal("application/x-www-form-urlencoded", format);
                return body.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]));
        }
    }

    [GeneratedRegex("""<pre lang="en">(\d{4}) """)]
    private static partial Regex CodeOnPage();

    /// <summary>Sends its bytes in pieces, each flushed by itself.</summary>
    private sealed class PiecedContent(byte[] body, bool chunked, int piece) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var sent = 0; sent < body.Length; sent += piece)
            {
                await stream.WriteAsync(body.AsMemory(sent, Math.Min(piece, body.Length - sent)));
                if (sent < 20 * piece)
                    await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return !chunked;
        }
    }
}
