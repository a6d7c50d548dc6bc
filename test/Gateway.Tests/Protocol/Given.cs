using System.Text;
using Tetri.Merchants;
using Tetri.Protocol;
using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Tests.Protocol;

/// <summary>Merchants and requests that the protocol's tests share.</summary>
internal static class Given
{
    public const string SeedCreateOrder = """
        {
        "request": {
        "server_callback_url": "http://myshop/callback/",
        "order_id": "TestOrder2",
        "currency": "USD",
        "merchant_id": 1549901,
        "order_desc": "Test payment",
        "amount": 1000,
        "signature": "91ea7da493a8367410fe3d7f877fb5e0ed666490"
        }
        }
        """;

    public static readonly Merchant Shop = new()
    {
        Id = 1549901,
        Name = "Demo shop",
        PageHash = "5ad6b888f4becb0c33d543d54e57d86c",
        PaymentKey = "test",
        CreditKey = "testcredit",
        FormerIds = [1396424],
        Currencies = ["GEL", "USD", "EUR", "UAH"],
    };

    public static readonly Merchant OldShop = Shop with { Id = 1396424, FormerIds = [] };

    public static readonly Merchant OtherShop = Shop with { Id = 700001, PaymentKey = "other key", CreditKey = "other credit key", FormerIds = [] };

    public static DecodedBody Decode(string body, string? contentType = "application/json") =>
        Envelope.Decode(Encoding.UTF8.GetBytes(body), contentType);

    public static ProtocolRequest Request(string body, string? contentType = "application/json")
    {
        var decoded = Decode(body, contentType);
        Assert.Null(decoded.Error);
        return decoded.Request!;
    }

    public static MemberSet Members(params IEnumerable<(string Name, string Value)> members)
    {
        var set = new MemberSet();
        foreach (var (name, value) in members)
            Assert.Null(set.Add(name, value, MemberKind.Text));
        return set;
    }

    /// <summary>A JSON request of 1.0.1 whose members are all texts, signed last.</summary>
    public static string SignedJson(string key, params (string Name, string Value)[] members)
    {
        var signed = new ResponseMembers();
        foreach (var (name, value) in members)
            signed.Add(name, value);
        return Encoding.UTF8.GetString(ResponseEncoder.Json(signed.Signed(key, explain: false), "request").Span);
    }

    public static (string Name, string Value)[] Order(params (string Name, string Value)[] changes)
    {
        var members = new List<(string Name, string Value)>
        {
            ("merchant_id", "1549901"), ("order_id", "Order1"), ("order_desc", "Test payment"), ("amount", "1000"), ("currency", "GEL"),
        };
        foreach (var change in changes)
        {
            members.RemoveAll(member => member.Name == change.Name);
            members.Add(change);
        }
        return [.. members];
    }

    /// <summary>Everything the endpoint asks of a request before an operation sees it.</summary>
    public static GatewayError? Check(ProtocolRequest request, MemberTable table, Merchant? merchant = null, bool sandbox = false) =>
        MemberCheck.ReadMerchantId(request, out _)
        ?? MemberCheck.Validate(request, table)
        ?? SignatureCheck.Check(request, table, merchant ?? Shop, sandbox).Error;
}
