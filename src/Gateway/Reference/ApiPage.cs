using Scalar.AspNetCore;

namespace Tetri.Reference;

/// <summary>The contract at /openapi.yaml and a page to read and try it at /docs. Nothing on the page comes from elsewhere.</summary>
internal static class ApiPage
{
    private const string ContractPath = "/openapi.yaml";

    private const string OwnOriginOnly =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapApiPage(this WebApplication app)
    {
        app.MapGet(ContractPath, async context =>
        {
            await using var contract = typeof(ApiPage).Assembly.GetManifestResourceStream("openapi.yaml")!;
            context.Response.ContentType = "application/yaml; charset=utf-8";
            context.Response.ContentLength = contract.Length;
            await contract.CopyToAsync(context.Response.Body, context.RequestAborted);
        });

        app.MapScalarApiReference("/docs", (page, http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = OwnOriginOnly;
            page.WithTitle("Tetri merchant API")
                .WithOpenApiRoutePattern(ContractPath)
                .DisableDefaultFonts()
                .DisableTelemetry()
                .DisableAgent()
                .DisableMcp()
                .HideClientButton()
                .HideDeveloperTools();
        });
    }
}
