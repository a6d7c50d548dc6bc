using Tetri;
using Tetri.Checkout;
using Tetri.Commands;
using Tetri.Connectors.Simulator;
using Tetri.Demo;
using Tetri.Operations;
using Tetri.Protocol;
using Tetri.Protocol.Members;
using Tetri.Reference;
using Tetri.Sandbox;
using Tetri.Tls;

return await CommandLine.RunAsync(args, async settings =>
{
    // Settings are read once. A watcher for changed files would hear of every write to a database below the working directory.
    var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. settings]);
    builder.AddGateway();
    builder.AddSimulator();
    builder.AddLocalTls();
    builder.AddOperations();

    var app = builder.Build();
    await app.OpenStoreAsync();
    app.UseOperations();
    app.WatchStore();
    var orders = app.Services.GetRequiredService<OrderOperations>();
    var payments = app.Services.GetRequiredService<PaymentOperations>();
    var payouts = app.Services.GetRequiredService<PayoutOperations>();
    var browsers = app.Services.GetRequiredService<BrowserApi>();
    var reading = app.Services.GetRequiredService<ReadingOperations>();

    app.MapProtocol("checkout/url", Endpoints.CheckoutUrl, orders.CheckoutUrlAsync, orders.AnswerUrl);
    app.MapProtocol("checkout/token", Endpoints.CheckoutToken, orders.CheckoutTokenAsync, orders.AnswerToken, browsers.PlaceForAppAsync);
    app.MapProtocol("checkout/redirect", Endpoints.CheckoutRedirect, orders.CheckoutRedirectAsync, orders.AnswerRedirect);
    app.MapButton(orders.CheckoutButtonAsync, orders.AnswerRedirect);
    app.MapProtocol("status/order_id", Endpoints.StatusByOrderId, orders.FindByOrderIdAsync, orders.AnswerStatus);
    app.MapProtocol("status/payment_id", Endpoints.StatusByPaymentId, orders.FindByPaymentIdAsync, orders.AnswerStatus);
    app.MapProtocol("3dsecure_step1", Endpoints.DirectStep1, payments.PayDirectlyAsync, payments.AnswerDirect);
    app.MapProtocol("3dsecure_step2", Endpoints.DirectStep2, payments.ContinueDirectlyAsync, payments.AnswerDirect);
    app.MapProtocol("recurring", Endpoints.Recurring, payments.ChargeStoredCardAsync, payments.AnswerOrder);
    app.MapProtocol("capture/order_id", Endpoints.Capture, payments.CaptureAsync, PaymentOperations.AnswerCapture);
    app.MapProtocol("reverse/order_id", Endpoints.ReverseByOrderId, payments.ReverseAsync, PaymentOperations.AnswerReverse);
    app.MapProtocol("reverse/payment_id", Endpoints.ReverseByPaymentId, payments.ReverseAsync, PaymentOperations.AnswerReverse);
    app.MapProtocol("settlement", Endpoints.Settlement, payments.SettleAsync, PaymentOperations.AnswerSettlement);
    app.MapProtocol("transaction_list", Endpoints.TransactionList, reading.TransactionListAsync, ReadingOperations.Answer);
    app.MapProtocol("reports", Endpoints.Reports, reading.ReportsAsync, ReadingOperations.Answer);
    app.MapProtocol("fiscal_data", Endpoints.FiscalData, ReadingOperations.FiscalDataAsync, ReadingOperations.Answer);
    app.MapProtocol("get_atol_logs", Endpoints.FiscalData, ReadingOperations.FiscalDataAsync, ReadingOperations.Answer);
    app.MapProtocol("subscription", Endpoints.Subscription, payments.SwitchSubscriptionAsync, PaymentOperations.AnswerSubscription);
    app.MapProtocol("p2pcredit", Endpoints.CardPayout, payouts.ToCardAsync, payments.AnswerOrder);
    app.MapProtocol("ibancredit", Endpoints.IbanPayout, payouts.ToIbanAsync, payments.AnswerOrder);
    app.MapUnsigned("/api/checkout/ajax", browsers.PayAsync);
    app.MapUnsigned("/api/checkout/ajax/info", browsers.InfoAsync);
    app.MapUnsigned("/api/checkout/ajax/mobile_pay", browsers.MobilePayAsync);
    app.MapUnsigned("/api/checkout/merchant/order", browsers.OrderAsync);
    app.UseUnknownApi();
    app.MapCheckout();
    app.MapSimulator(app.Services.GetRequiredService<PageTexts>().Of);
    app.MapApiPage();
    app.MapTestClock();
    app.MapDemo(app.Services.GetRequiredService<PublicAddress>().Of);

    await app.ServeAsync();
});
