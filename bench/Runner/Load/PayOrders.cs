using System.Text;

namespace Tetri.Bench.Load;

/// <summary>An order is made, and its payer pays through the endpoint of the page with a card that needs no 3-D Secure.</summary>
internal sealed class PayOrders : IWork
{
    private const int TokenLength = 40;
    private const string Card = "4444555511116666";

    private static readonly string TokenPlace = new('#', TokenLength);

    private readonly SignedMessage[] _orders;
    private readonly OrderIds _ids = new(random: true);
    private readonly byte[] _pay;
    private readonly int _tokenInPay;
    private readonly HashSet<int> _paying = [];
    private int _shop;

    /// <param name="callbackUrls">One for each shop; orders come to them in turn.</param>
    public PayOrders(Uri server, IEnumerable<string> callbackUrls)
    {
        _orders = [.. callbackUrls.Select(url => SignedMessage.Order(server, url))];
        var body = $$"""{"token":"{{TokenPlace}}","cardNumber":"{{Card}}","expiryDate":"12/30","cvv2":"123"}""";
        _pay = Encoding.ASCII.GetBytes(
            $"POST /checkout/pay HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        _tokenInPay = _pay.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TokenPlace));
    }

    public ReadOnlySpan<byte> Begin(int connection)
    {
        _paying.Remove(connection);
        _shop = (_shop + 1) % _orders.Length;
        return _orders[_shop].For(_ids.Next());
    }

    public WorkState Take(int connection, ReadOnlySpan<byte> answer, out ReadOnlySpan<byte> next)
    {
        next = default;
        if (!_paying.Add(connection))
            return answer.IndexOf("\"state\":\"approved\""u8) >= 0 ? WorkState.Done : WorkState.Failed;
        var token = answer.IndexOf("token="u8);
        if (token < 0)
            return WorkState.Failed;
        answer.Slice(token + "token="u8.Length, TokenLength).CopyTo(_pay.AsSpan(_tokenInPay));
        next = _pay;
        return WorkState.GoesOn;
    }
}
