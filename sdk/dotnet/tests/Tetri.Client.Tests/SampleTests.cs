using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Tetri.Client.Tests;

/// <summary>The four samples as the process that they are, with a running gateway; and the README shows what the samples do.</summary>
public sealed class SampleTests
{
    public static bool IsRunning => RunningGateway.IsThere;

    [Fact(Skip = RunningGateway.Absent, SkipUnless = nameof(IsRunning))]
    public async Task FourSamples_Work()
    {
        await using var shop = await Shop.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(shop.Address) };
        using var client = new TetriClient(new() { MerchantId = 1549901, SecretKey = "test" });

        using var redirect = await http.PostAsync("/buy", null);
        Assert.Equal(HttpStatusCode.Found, redirect.StatusCode);
        Assert.Contains("token=", redirect.Headers.Location!.Query, StringComparison.Ordinal);

        var held = (await client.Cards.Step1Async(new()
        {
            OrderId = Guid.NewGuid().ToString("N"),
            OrderDesc = "Two books",
            Amount = 1050,
            Currency = "GEL",
            CardNumber = "4444555511116666",
            ExpiryDate = "1232",
            Cvv2 = "111",
            Preauth = true,
            RequiredRectoken = true,
            ServerCallbackUrl = $"{shop.Address}/callback",
        })).Order!;
        Assert.Equal("1050", await UntilThereAsync(http, $"/paid/{held.OrderId}"));

        Assert.Equal("approved: 2.50 of 10.50 given back", await AnsweredAsync(http, $"/capture-and-refund/{held.OrderId}"));
        Assert.Equal("paid", await AnsweredAsync(http, $"/recurring/{held.Rectoken}"));
    }

    [Fact]
    public void CodeOfTheReadme_IsThatOfTheSamples()
    {
        var samples = string.Concat(Directory.GetFiles(Path.Combine(Spec.Root, "sdk/dotnet/samples"), "*.cs").Select(File.ReadAllText));
        var blocks = Regex.Matches(File.ReadAllText(Path.Combine(Spec.Root, "sdk/dotnet/README.md")), "```csharp\n(.*?)```", RegexOptions.Singleline).Select(block => block.Groups[1].Value).ToArray();

        // The first payment is a program of its own, which test/Sdk/dotnet.sh runs.
        blocks = blocks[1..];
        Assert.NotEmpty(blocks);
        var lines = samples.Split('\n').Select(line => line.Trim()).ToHashSet();
        Assert.All(blocks.SelectMany(block => block.Split('\n')), line => Assert.Contains(line.Trim(), lines));
    }

    private static async Task<string> AnsweredAsync(HttpClient http, string path)
    {
        using var response = await http.PostAsync(path, null);
        return (await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Trim('"');
    }

    private static async Task<string> UntilThereAsync(HttpClient http, string path)
    {
        for (var left = 100; ; left--)
        {
            using var response = await http.GetAsync(path);
            if (response.IsSuccessStatusCode)
                return await response.Content.ReadAsStringAsync();
            Assert.True(left > 0, $"{path} never came");
            await Task.Delay(100);
        }
    }

    private sealed class Shop(Process process, string address) : IAsyncDisposable
    {
        public string Address => address;

        public static async Task<Shop> StartAsync()
        {
            var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Samples"), ["--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
            start.Environment["Tetri__MerchantId"] = "1549901";
            start.Environment["Tetri__SecretKey"] = "test";
            start.Environment["Logging__LogLevel__Default"] = "Information";
            var process = Process.Start(start)!;
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (Regex.Match(line, @"listening on: (http\S+)") is { Success: true } listening)
                {
                    _ = process.StandardOutput.ReadToEndAsync();
                    return new(process, listening.Groups[1].Value);
                }
            }
            throw new InvalidOperationException("The samples ended.");
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
