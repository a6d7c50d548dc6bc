// Callbacks without a store: the gateway's own encoder and sender, with messages made up in memory. It sends to the addresses
// that it is given until it is stopped. Use: tetri-sender HOW-MANY-AT-ONCE ADDRESS...
using System.Globalization;
using Tetri;
using Tetri.Callbacks;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;

var atOnce = int.Parse(args[0], CultureInfo.InvariantCulture);
var urls = args[1..];
var options = new GatewayOptions();
var builder = Host.CreateEmptyApplicationBuilder(null);
builder.Services.AddCallbackClient(options);
using var unstarted = builder.Build();
var sender = new CallbackSender(unstarted.Services.GetRequiredService<IHttpMessageHandlerFactory>(), options, TimeProvider.System);
var merchant = DemoMerchants.All.First();
long lastId = 0;

await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(SendAsync)));

async Task SendAsync()
{
    while (true)
    {
        var id = Interlocked.Increment(ref lastId);
        var (callback, order) = Make(id, urls[id % urls.Length]);
        var message = CallbackEncoder.Encode(callback, order, merchant, sandbox: true);
        var attempt = await sender.SendAsync(callback, message, merchant, CancellationToken.None);
        if (attempt.Outcome != AttemptOutcome.Delivered)
            throw new InvalidOperationException($"A callback failed: {attempt.Outcome}.");
    }
}

(Callback Callback, Order Order) Make(long id, string url)
{
    var now = TimeProvider.System.GetUtcNow();
    var terms = new OrderTerms
    {
        MerchantId = merchant.Id,
        OrderId = $"Test{id:D16}",
        Amount = new Money(1000, Currency.Find("USD")!),
        Description = "Test payment",
        ServerCallbackUrl = url,
    };
    var order = Order.Create(terms, now) with { PaymentId = 100_000_000 + id };
    var callback = new Callback
    {
        Id = id,
        MerchantId = merchant.Id,
        PaymentId = order.PaymentId,
        OrderId = order.Terms.OrderId,
        Url = url,
        OrderVersion = 2,
        MessageVersion = MessageVersion.V101,
        Content = $$"""{"State":2,"Payment":{"Authorised":1000,"Captured":1000,"TransactionId":{{1_000_000_000 + id}},"PaymentSystem":"card","MaskedCard":"444455XXXXXX6666","CardBin":444455,"CardType":"VISA","Rrn":"111111111111","ApprovalCode":"123456","Eci":"5","ThreeDSecureVersion":2,"PayerIp":"127.0.0.1","EndedAt":"{{now:O}}"} }""",
        OwedAt = now,
        DueAt = now,
    };
    return (callback, order);
}
