using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Tetri.Store;

namespace Tetri.Sandbox;

/// <summary>GET and POST /test/clock: reads the sandbox's clock, and moves it forward, so that lifetimes and retries can be tried without waiting.</summary>
internal static class ClockEndpoints
{
    private static readonly long MostSeconds = (long)TestClock.Furthest.TotalSeconds;
    private const int MostBodyBytes = 1024;

    public static void MapTestClock(this WebApplication app)
    {
        if (app.Services.GetService<SharedClock>() is not { } clock)
            return;
        app.MapGet("/test/clock", http => AnswerAsync(http, clock));
        app.MapPost("/test/clock", http => AdvanceAsync(http, clock));
    }

    private static async Task AdvanceAsync(HttpContext http, SharedClock clock)
    {
        // Only JSON: a page of another site can't send that without asking first.
        if (!http.Request.HasJsonContentType())
        {
            await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, "Send Content-Type: application/json.");
            return;
        }
        if (await ReadAsync(http) is not { } advance || advance < 0 || advance > MostSeconds)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, $"advance_seconds must be a whole number from 0 to {MostSeconds}.");
            return;
        }
        await (await clock.AdvanceAsync(TimeSpan.FromSeconds(advance)) switch
        {
            WriteOutcome.Done => AnswerAsync(http, clock),
            WriteOutcome.Conflict => RefuseAsync(http, StatusCodes.Status400BadRequest, "The clock can be at most ten years ahead. A new database starts with the machine's time."),
            _ => RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "The gateway is busy. Try again."),
        });
    }

    private static async ValueTask<long?> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
            bound.MaxRequestBodySize = MostBodyBytes;
        try
        {
            return (await http.Request.ReadFromJsonAsync(ClockJson.Default.ClockAdvance, http.RequestAborted))?.AdvanceSeconds;
        }
        catch (Exception error) when (error is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static Task AnswerAsync(HttpContext http, SharedClock clock) =>
        http.Response.WriteAsJsonAsync(
            new ClockReading(clock.Now, (long)clock.Ahead.TotalSeconds), ClockJson.Default.ClockReading, cancellationToken: http.RequestAborted);

    private static Task RefuseAsync(HttpContext http, int status, string error)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new ClockRefusal(error), ClockJson.Default.ClockRefusal, cancellationToken: http.RequestAborted);
    }
}

internal sealed record ClockAdvance(long? AdvanceSeconds);

internal sealed record ClockReading(DateTimeOffset Now, long AheadSeconds);

internal sealed record ClockRefusal(string Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ClockAdvance))]
[JsonSerializable(typeof(ClockReading))]
[JsonSerializable(typeof(ClockRefusal))]
internal sealed partial class ClockJson : JsonSerializerContext;
