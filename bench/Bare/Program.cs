// What the web server alone can do: the same host, build and collector as the gateway, a body read whole, a constant answer.
var answer = """
    {"response":{"response_status":"success","checkout_url":"http://127.0.0.1:18080/merchants/5ad6b888f4becb0c33d543d54e57d86c/default/index.html?token=8a09f9d937f43ad6fb40d6b40282d7277a48582a","payment_id":"100000001"}}
    """u8.ToArray();

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Logging.ClearProviders();
var app = builder.Build();
app.MapPost("/api/checkout/url", async http =>
{
    var body = http.Request.BodyReader;
    var read = await body.ReadAsync();
    while (!read.IsCompleted)
    {
        body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        read = await body.ReadAsync();
    }
    body.AdvanceTo(read.Buffer.End);
    http.Response.ContentType = "application/json; charset=UTF-8";
    http.Response.ContentLength = answer.Length;
    await http.Response.BodyWriter.WriteAsync(answer);
});
await app.RunAsync();
