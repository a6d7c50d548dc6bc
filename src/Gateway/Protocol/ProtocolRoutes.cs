using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>Joins paths, member tables and operations.</summary>
internal static class ProtocolRoutes
{
    public static IServiceCollection AddProtocol(this IServiceCollection services) => services
        .AddSingleton<PublicAddress>()
        .AddSingleton<PageTexts>()
        .AddSingleton<FailurePage>()
        .AddSingleton<ProtocolContext>();

    /// <summary>Answers POST at /api/{path}, with and without a trailing slash.</summary>
    public static void MapProtocol<T>(this IEndpointRouteBuilder routes, string path, MemberTable table, Operation<T> operation, Answer<T> answer, UnsignedOperation? ofApps = null)
        where T : class
    {
        var endpoint = new ProtocolEndpoint<T>(path, table, operation, answer, routes.ServiceProvider.GetRequiredService<ProtocolContext>(), ofApps);
        routes.Map($"/api/{path}", endpoint.HandleAsync);
    }

    /// <summary>Answers POST at the whole path, unsigned.</summary>
    public static void MapUnsigned(this IEndpointRouteBuilder routes, string path, UnsignedOperation operation, bool isForPages = false) =>
        routes.Map(path, new UnsignedEndpoint(path.TrimStart('/'), operation, isForPages, routes.ServiceProvider.GetRequiredService<ProtocolContext>()).HandleAsync);

    /// <summary>Answers GET at /api/checkout, the links of payment buttons.</summary>
    public static void MapButton(this IEndpointRouteBuilder routes, Operation<Order> operation, Answer<Order> answer) =>
        routes.Map("/api/checkout", new ButtonEndpoint(operation, answer, routes.ServiceProvider.GetRequiredService<ProtocolContext>()).HandleAsync);

    /// <summary>Every other path under /api says clearly that it does not exist.</summary>
    /// <remarks>Not a route: one that takes every path would make the router take apart the path of each order too.</remarks>
    public static void UseUnknownApi(this WebApplication app)
    {
        var context = app.Services.GetRequiredService<ProtocolContext>();
        app.MapWhen(
            http => http.GetEndpoint() is null && http.Request.Path.StartsWithSegments("/api"),
            unknown => unknown.Run(http => new ProtocolExchange(http, "unknown", context).RefuseAsync(404, new Errors.GatewayError(1100, Explanation: "there is no such path; /docs shows those that there are"))));
    }
}

/// <summary>What every endpoint of the protocol works with.</summary>
internal sealed class ProtocolContext(KnownMerchants merchants, PublicAddress address, FailurePage page, GatewayOptions options, ILogger<ProtocolContext> logger)
{
    public KnownMerchants Merchants { get; } = merchants;
    public PublicAddress Address { get; } = address;
    public FailurePage Page { get; } = page;
    public GatewayOptions Options { get; } = options;
    public ILogger Logger { get; } = logger;
}
