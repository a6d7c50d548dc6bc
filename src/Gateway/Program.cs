using Tetri.Tls;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddLocalTls();
var app = builder.Build();
app.MapGet("/health/live", () => "ok");
app.Run();
