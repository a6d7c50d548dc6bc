using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Tetri.Browser.Tests;

/// <summary>The built gateway as its users run it: a process of its own, with an empty data folder and a port that was free.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    public const long MerchantId = 1549901;
    public const string PaymentKey = "test";

    /// <summary>Like the other one, but its payers come back by a redirect with a query.</summary>
    public const long RedirectingMerchantId = 1549902;

    /// <summary>Takes the real Google Pay, as far as its settings go.</summary>
    public const long GooglePayMerchantId = 1549903;

    /// <summary>Takes the real Apple Pay. Its certificate is missing.</summary>
    public const long ApplePayMerchantId = 1549904;

    /// <summary>Its payers may leave the CVV out.</summary>
    public const long OptionalCvvMerchantId = 1549905;

    /// <summary>Names the pages that may frame the form: nobody until a test does.</summary>
    public const long NamedPagesMerchantId = 1549906;

    /// <summary>Its payers pay a fee on top, and less with the promocodes SPRING and, for cards that begin with 44445555, BANK.</summary>
    public const long FeeMerchantId = 900001;

    /// <summary>Its payers may keep cards, by sender_account.</summary>
    public const long SavedCardsMerchantId = 900002;

    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _dataFolder = Directory.CreateTempSubdirectory("tetri-browser-").FullName;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _secureAddress = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess()
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(Setting("Gateway"), ["--urls", "http://127.0.0.1:0;https://127.0.0.1:0"])
            {
                WorkingDirectory = _dataFolder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["Tetri__DataFolder"] = _dataFolder, ["Tetri__OperationsUrl"] = "off" },
            },
        };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Under a certificate of the gateway's own authority.</summary>
    public Uri SecureAddress { get; private set; } = null!;

    public string Log => string.Join('\n', _log);

    public static string Root => Setting("Root");

    public static async Task<GatewayProcess> StartAsync()
    {
        var gateway = new GatewayProcess();
        gateway._process.Start();
        gateway._process.BeginOutputReadLine();
        gateway._process.BeginErrorReadLine();
        var ended = gateway._process.WaitForExitAsync();
        var listens = Task.WhenAll(gateway._address.Task, gateway._secureAddress.Task);
        if (await Task.WhenAny(listens, ended).WaitAsync(StartTime) == ended)
            throw new InvalidOperationException($"The gateway did not start:\n{gateway.Log}");
        (gateway.Address, gateway.SecureAddress) = (await gateway._address.Task, await gateway._secureAddress.Task);
        gateway.AddMerchants();
        await gateway.KnowsMerchantsAsync().WaitAsync(StartTime);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_dataFolder, recursive: true);
    }

    /// <summary>Names whose pages may frame a merchant's form, as an operator does: the gateway follows within two seconds.</summary>
    public async Task NameShopOriginsAsync(long merchantId, string origins)
    {
        using var command = Process.Start(new ProcessStartInfo(Setting("Gateway"), ["merchants", "set", $"{merchantId}", $"shop_origins={origins}"])
        {
            WorkingDirectory = _dataFolder,
            RedirectStandardOutput = true,
            Environment = { ["Tetri__DataFolder"] = _dataFolder },
        })!;
        await command.WaitForExitAsync().WaitAsync(StartTime);
        Assert.Equal(0, command.ExitCode);
        using var http = new HttpClient { BaseAddress = Address };
        for (var looks = 0; ; looks++)
        {
            using var answer = await http.GetAsync($"/checkout/embedded?merchant_id={merchantId}");
            if (answer.Headers.GetValues("Content-Security-Policy").Single().EndsWith($"frame-ancestors 'self' {origins}", StringComparison.Ordinal))
                return;
            Assert.True(looks < 100, "The gateway did not follow.");
            await Task.Delay(100);
        }
    }

    /// <summary>The gateway reads its merchants anew every two seconds; until then it refuses the new one with 1016.</summary>
    private async Task KnowsMerchantsAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            using var body = new StringContent($$$"""{"request":{"order_id":"none","merchant_id":{{{RedirectingMerchantId}}},"signature":"none"}}""", null, "application/json");
            using var answer = await http.PostAsync("/api/status/order_id", body);
            if (!(await answer.Content.ReadAsStringAsync()).Contains("\"1016\"", StringComparison.Ordinal))
                return;
            await Task.Delay(100);
        }
    }

    private static string Setting(string name) =>
        typeof(GatewayProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(setting => setting.Key == name).Value!;

    private void Read(string? line)
    {
        if (line is null)
            return;
        _log.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is not (>= 0 and var at))
            return;
        var address = new Uri(line[(at + Listening.Length)..].Trim());
        (address.Scheme == "https" ? _secureAddress : _address).TrySetResult(address);
    }

    /// <summary>The gateway reads its merchants again every two seconds, all at once.</summary>
    private void AddMerchants()
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(_dataFolder, "tetri.db")}");
        database.Open();
        using var insert = database.CreateCommand();
        insert.CommandText =
            $$"""
            INSERT INTO merchants (merchant_id, name, page_hash, payment_key, credit_key, former_ids, currencies, settings)
            SELECT added.id, added.name, page_hash, payment_key, credit_key, '', currencies, added.settings
            FROM merchants, (
                SELECT {{RedirectingMerchantId}} AS id, 'Redirecting shop' AS name, '{"return_method":"GET"}' AS settings
                UNION ALL SELECT {{GooglePayMerchantId}}, 'Google shop', '{"google_pay_gateway":"acquirer","google_pay_gateway_merchant_id":"700001"}'
                UNION ALL SELECT {{ApplePayMerchantId}}, 'Apple shop',
                    '{"country":"GE","apple_pay_merchant_id":"merchant.example.shop","apple_pay_domain":"pay.shop.example","apple_pay_certificate":"/nowhere.pem"}'
                UNION ALL SELECT {{OptionalCvvMerchantId}}, 'Shop without CVV', '{"cvv2_requirement":"optional"}'
                UNION ALL SELECT {{NamedPagesMerchantId}}, 'Shop with pages of its own', '{}'
            ) AS added
            WHERE merchant_id = {{MerchantId}}
            """;
        insert.ExecuteNonQuery();
    }
}
