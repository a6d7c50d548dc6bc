using Tetri;
using Tetri.Checkout;
using Tetri.Connectors.Simulator;
using Tetri.Operations;
using Tetri.Protocol;
using Tetri.Protocol.Members;
using Tetri.Reference;
using Tetri.Tls;

try
{
    var builder = WebApplication.CreateSlimBuilder(args);
    builder.AddGateway();
    builder.AddSimulator();
    builder.AddLocalTls();
    builder.AddOperations();

    var app = builder.Build();
    await app.OpenStoreAsync();
    app.UseOperations();
    app.WatchStore();
    var orders = app.Services.GetRequiredService<OrderOperations>();

    app.MapProtocol("checkout/url", Endpoints.CheckoutUrl, orders.CheckoutUrlAsync);
    app.MapProtocol("checkout/token", Endpoints.CheckoutToken, orders.CheckoutTokenAsync);
    app.MapProtocol("checkout/redirect", Endpoints.CheckoutRedirect, orders.CheckoutRedirectAsync);
    app.MapProtocol("status/order_id", Endpoints.StatusByOrderId, orders.StatusByOrderIdAsync);
    app.MapProtocol("status/payment_id", Endpoints.StatusByPaymentId, orders.StatusByPaymentIdAsync);
    app.MapUnknownApi();
    app.MapCheckout();
    app.MapSimulator();
    app.MapApiPage();

    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
