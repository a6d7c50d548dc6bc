// A shop; each file beside this one shows one thing that it does.
using Shop;
using Tetri.Client;
using Tetri.Client.AspNetCore;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddTetriClient(builder.Configuration.GetSection("Tetri"));
builder.Services.AddSingleton<PaidOrders>();

var app = builder.Build();
CreateAndRedirect.Map(app);
HandleCallback.Map(app);
app.MapPost("/capture-and-refund/{orderId}", (string orderId, TetriClient client) => CaptureAndRefund.RunAsync(client, orderId));
app.MapPost("/recurring/{rectoken}", (string rectoken, TetriClient client) => Recurring.RunAsync(client, rectoken));
app.Run();
