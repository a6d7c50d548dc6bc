using System.Text;

namespace Tetri.Simulation;

/// <summary>A call of the checkout page, bent by a seed.</summary>
internal static class PageRequest
{
    private static readonly string[] Values =
    [
        "null", "0", "true", "{}", "[]", "\"\"", "\" \"", "\"4444 5555 1111 6666\"", "\"4444555511116667\"", "\"４４４４５５５５１１１１６６６６\"", "\"12/30\"", "\"13/30\"", "\"1/1\"", "\"//\"", "\"123\"", "\"12a\"",
        "\"\\ud800\"", "\"\\u0000\"", "\"<b>\"", "1e999", "\"9999999999999999999999\"", "\"1.A\"", "\"1." + "A1234567890123456789012345678901234567890123\"", "\"" + "0123456789012345678901234567890123456789\"",
    ];

    private static readonly string[] Types =
        ["application/json", "application/json", "application/json", "application/json; charset=utf-8", "application/json; charset=nothing", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/problem+json"];

    private static readonly string[] FormTypes =
        ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=nothing", "multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=\"", "text/plain"];

    private static readonly string[] Tokens = ["", "0", "zz", "%00", "0123456789012345678901234567890123456789", "<script>", "%ff%fe"];

    public static HttpRequestMessage Make(Random random, string token, string transaction, out string description)
    {
        var message = random.Next(6) switch
        {
            0 or 1 => Json(random, "/checkout/pay", ("token", token), ("cardNumber", Payer.PlainCard), ("expiryDate", "12/30"), ("cvv2", "123")),
            2 => Json(random, "/checkout/method", ("token", token), ("transaction", transaction)),
            3 => Json(random, "/checkout/abandon", ("token", token), ("transaction", transaction)),
            4 => Return(random, token, transaction),
            _ => Get(random, token, transaction),
        };
        var body = message.Content is null ? "" : Encoding.UTF8.GetString(message.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult());
        description = $"{message.Method} {message.RequestUri} {message.Content?.Headers.ContentType?.ToString()}\n{(body.Length > 600 ? body[..600] : body)}";
        return message;
    }

    private static HttpRequestMessage Json(Random random, string path, params (string Name, string Value)[] members)
    {
        var texts = members.Select(member => (member.Name, Value: Wire.Json(member.Value))).ToArray();
        for (var bends = random.Next(3); bends > 0; bends--)
            texts[random.Next(texts.Length)].Value = Values[random.Next(Values.Length)];
        var body = Encoding.UTF8.GetBytes($"{{{string.Join(',', texts.Select(text => $"\"{text.Name}\":{text.Value}"))}}}");
        return Message(path, Bend(random, body), Types[random.Next(Types.Length)]);
    }

    private static HttpRequestMessage Return(Random random, string token, string transaction)
    {
        var proof = Values[random.Next(Values.Length)];
        var body = random.Next(6) switch
        {
            0 => $"PaRes={Uri.EscapeDataString(proof)}&MD={transaction}",
            1 => $"cres={Uri.EscapeDataString(proof)}&threeDSSessionData={Uri.EscapeDataString(transaction)}",
            2 => string.Join('&', Enumerable.Range(0, 3000).Select(i => $"a{i}=1")),
            3 => new string('a', 5000) + "=1",
            4 => $"--x\r\nContent-Disposition: form-data; name=\"PaRes\"\r\n\r\n{proof}\r\n--x--",
            _ => $"PaRes=%{proof}&MD=%00%ff&MD=1",
        };
        var place = random.Next(3) == 0 ? Tokens[random.Next(Tokens.Length)] : token;
        return Message($"/checkout/3ds?token={place}", Bend(random, Encoding.UTF8.GetBytes(body)), FormTypes[random.Next(FormTypes.Length)]);
    }

    private static HttpRequestMessage Get(Random random, string token, string transaction)
    {
        var place = random.Next(2) == 0 ? Tokens[random.Next(Tokens.Length)] : token;
        string[] paths =
        [
            $"/checkout/view?token={place}", $"/checkout/challenge?token={place}&transaction={transaction}", $"/checkout/challenge?token={place}&transaction=%00", $"/checkout/method?token={place}&transaction=1",
            $"/checkout/return?token={place}", $"/checkout/cancel?token={place}", $"/checkout/view?token={place}&token=2", "/checkout/view", $"/merchants/0/default/index.html?token={place}",
        ];
        return new HttpRequestMessage(HttpMethod.Get, paths[random.Next(paths.Length)]);
    }

    private static byte[] Bend(Random random, byte[] body)
    {
        switch (random.Next(12))
        {
            case 0: return body[..random.Next(body.Length)];
            case 1: return [.. body, .. "x"u8];
            case 2: return [0xEF, 0xBB, 0xBF, .. body];
            case 3: return [0xC0, 0xAF, .. body];
            case 4: return new byte[20_000];
            case 5:
                body[random.Next(body.Length)] = (byte)random.Next(256);
                return body;
            default: return body;
        }
    }

    private static HttpRequestMessage Message(string path, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };

        // A body that is too long may cost its connection, but not the request of somebody else.
        message.Headers.ConnectionClose = body.Length > 8 * 1024;
        return message;
    }
}
