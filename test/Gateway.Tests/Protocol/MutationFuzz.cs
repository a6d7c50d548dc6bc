using System.Globalization;
using System.Text;
using Tetri.Protocol;
using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Tests.Protocol;

/// <summary>Bodies of real clients, damaged at random: each is either a well-formed request or a refusal of the list, never an exception.</summary>
public class MutationFuzz
{
    private const int Bodies = 10_000;

    private static readonly string V2Data = Convert.ToBase64String("""{"order":{"merchant_id":1549901,"order_id":"V2","amount":1000,"currency":"GEL","order_desc":"Готель","recurring_data":{"every":1}}}"""u8);

    private static readonly (string ContentType, string Body)[] Seeds =
    [
        ("application/json", Given.SeedCreateOrder),
        ("Content-type: application/json; charset=utf-8", Given.SignedJson("test", Given.Order(("order_desc", "Го\u00e9🙂\\\"")))),
        ("application/json", $$"""{"request":{"version":"2.0","data":"{{V2Data}}","signature":"{{Signature.Compute("test", V2Data)}}"} }"""),
        ("application/x-www-form-urlencoded", "order_id=test8651190566&merchant_id=1549901&order_desc=Test+%D0%93order&amount=200&currency=UAH&response_url=https%3A%2F%2Fa.b%2F&signature=31c758a76a5dae87f087df171092684130a12bf3"),
        ("application/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<request><order_id>x</order_id><merchant_id>1549901</merchant_id><order_desc>&quot;A&#x41;&amp;<![CDATA[b]]></order_desc><amount>1000</amount><currency>GEL</currency><signature>0000000000000000000000000000000000000000</signature>\n</xml>\n"),
    ];

    private static readonly string[] Pieces =
    [
        "\"", "{", "}", "[", "]", "<", ">", "</", "/>", "&", "&#", "&#xD800;", ";", "%", "%FF", "%00", "=", "|", "\\u0000", "\\ud800", "\\", ":", ",", "null", "true", "1e999",
        "<![CDATA[", "]]>", "<!--", "<!DOCTYPE x>", "</request>", "</xml>", "\"request\":", "\"data\":", "\"version\":2.0,", "\"version\":\"2.0\",", "\"a\":{\"b\":[1]},", "\0", "\uFEFF", " ", "0", "-1",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20260)]
    public void DamagedBody_IsARequestOrARefusal(int seed)
    {
        var random = new Random(seed);
        int understood = 0, accepted = 0;
        for (var i = 0; i < Bodies; i++)
        {
            var (contentType, text) = Seeds[random.Next(Seeds.Length)];
            var body = Damage(Encoding.UTF8.GetBytes(text), random);
            if (random.Next(20) == 0)
                contentType = Seeds[random.Next(Seeds.Length)].ContentType;
            try
            {
                var decoded = Envelope.Decode(body, contentType);
                Assert.True(decoded.Request is null != decoded.Error is null);
                var error = decoded.Error ?? Given.Check(decoded.Request!, Endpoints.CheckoutUrl, sandbox: true);
                if (decoded.Request is { } request)
                {
                    understood++;
                    Assert.NotEqual(default, request.Hash);
                    if (request.Signature is not null)
                        Assert.NotEmpty(SignatureExplainer.Explain(request, Endpoints.CheckoutUrl, Given.Shop, [Given.Shop]));
                    error ??= OrderTermsReader.Read(request, Given.Shop, out _);
                }
                accepted += error is null ? 1 : 0;
                if (error is not null)
                    Assert.Equal(ErrorKind.Request, ErrorCodes.Find(error.Code)!.Kind);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.IAssertionException)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"body {i} of seed {seed}: {exception}\n{Convert.ToBase64String(body)}"));
            }
        }
        // The damage is light enough that both ways are walked.
        Assert.InRange(understood, Bodies / 10, Bodies - Bodies / 10);
        Assert.InRange(accepted, 1, Bodies / 2);
    }

    private static byte[] Damage(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var change = random.Next(4); change >= 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(12), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
                default:
                    if (random.Next(10) == 0)
                        bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }
}
