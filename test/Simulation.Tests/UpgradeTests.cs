using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tetri.Store;
using Tetri.Store.Postgres;
using Tetri.Store.Sqlite;
using Tetri.Tests.Store;

namespace Tetri.Simulation;

/// <summary>Today's gateway on a database of each schema with data in it, and today's gateway while a later one changes the schema.</summary>
public sealed partial class UpgradeTests
{
    // What the data of Upgrade/ was made with.
    private const string MasterKeys = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string TokenOfCreated = "01000017a64d0005f5e101931083d89eb98690e4";
    private const string StoredCard = "5e4d3c2b1a09f8e7d6c5b4a3928170615e4d3c2b";
    private const int FirstWithStoredCards = 5;
    private const int FirstWithLedger = 6;
    private const int FirstWithSubscriptions = 7;
    private const string TokenOfProcessing = "01000017a64d0005f5e1027d3d43bb7860c48a00";

    private static readonly string[] Tables = ["stamps", "orders", "transactions", "card_sessions", "callbacks", "callback_attempts", "idempotency_keys"];

    /// <summary>What a later release may do to the schema: it adds.</summary>
    private static readonly MigrationScript Later = new(900, "900-later.sql", """
        ALTER TABLE orders ADD COLUMN note text;
        CREATE TABLE notes (merchant_id bigint NOT NULL, payment_id bigint NOT NULL, note text, PRIMARY KEY (merchant_id, payment_id));
        CREATE INDEX orders_by_note ON orders (merchant_id, note);
        """);

    public static TheoryData<string, long> Schemas()
    {
        var schemas = new TheoryData<string, long>();
        foreach (var engine in new[] { "sqlite", "postgres" })
            foreach (var script in MigrationScript.Of(engine))
                schemas.Add(engine, script.Number);
        return schemas;
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task DatabaseOfAnySchema_KeepsItsData_AndIsServed(string engine, long number)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var database = await Database.CreateAsync(engine);
        await database.MigrateAsync(MigrationScript.Of(engine).Where(script => script.Number <= number));
        foreach (var script in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Upgrade")).Order(StringComparer.Ordinal))
            if (int.Parse(Path.GetFileName(script)[..3], CultureInfo.InvariantCulture) <= number)
                await database.FillAsync((await File.ReadAllTextAsync(script)).Replace("shop.example", new Uri(receiver.Url).Authority, StringComparison.Ordinal));
        var before = await database.ReadAsync([]);
        Assert.All(Tables, table => Assert.NotEmpty(before[table].Rows));

        await database.MigrateAsync(MigrationScript.Of(engine));

        var after = await database.ReadAsync(before);
        Assert.All(Tables, table => Assert.Equal(before[table].Rows, after[table].Rows));

        await using var gateway = await GatewayProcess.StartAsync([database.Setting, ("Tetri:MasterKeys", MasterKeys)]);
        var shop = new Shop(gateway);
        foreach (var (orderId, state) in new[]
        {
            ("created", "created"), ("processing", "processing"), ("retrying", "processing"), ("approved", "approved"), ("owed", "approved"),
            ("declined", "declined"), ("expired", "expired"), ("reversed", "reversed"),
        })
        {
            var found = await shop.FindAsync(orderId);
            Assert.Equal(state, found["order_status"]);
            Assert.Equal(state, (await shop.PostAsync("/api/status/payment_id", new() { ["payment_id"] = found["payment_id"] }))["order_status"]);
        }
        await receiver.WaitForAsync("owed", "approved");
        Assert.Equal(2, Assert.Single(receiver.Of("owed")).Attempt);
        Assert.Equal("challenge", await new Payer(gateway, TokenOfProcessing).StateAsync());
        if (number >= FirstWithStoredCards)
            Assert.Equal("approved", (await shop.PostAsync("/api/recurring", Shop.Order(Shop.NewOrderId(), more: [("rectoken", StoredCard)])))["order_status"]);
        if (number >= FirstWithSubscriptions)
            await Eventually.BecomesAsync(
                () => shop.FindAsync("subscription-100000004-1"),
                charge => charge.GetValueOrDefault("order_status") == "approved" && charge["parent_order_id"] == "approved", "the subscription is charged");
        if (number >= FirstWithLedger)
            await BecomesAsync(shop, "payout", "declined");
        await new Payer(gateway, TokenOfCreated).PayAsync(Payer.PlainCard);
        await receiver.WaitForAsync("created", "approved");
        var next = await shop.CreateAsync();
        Assert.True(long.Parse(next.PaymentId, CultureInfo.InvariantCulture) > 100_000_008);

        var (exitCode, problems) = await CheckAsync(database.Setting);
        Assert.Equal(1, exitCode);
        Assert.Contains("order reversed: transaction 1000000007 (reversal, 10.00 GEL) was approved and has no entries", problems, StringComparison.Ordinal);
        Assert.Equal(0, (await CheckAsync(database.Setting, "--add-missing")).ExitCode);
        Assert.Equal(0, (await CheckAsync(database.Setting)).ExitCode);
    }

    [Fact]
    public async Task NodesOfALaterReleaseStartingAtOnce_ChangeTheSchemaOnce_WhileAnOldNodeServes()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var database = await Database.CreateAsync("postgres");
        (string, string)[] settings = [database.Setting, ("Tetri:MasterKeys", MasterKeys)];
        await using var old = await GatewayProcess.StartAsync(settings);
        using var changed = new CancellationTokenSource();
        var served = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ServeUntilAsync(old, receiver, changed.Token)));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.MigrateAsync([.. MigrationScript.Of("postgres"), Later])));
        await changed.CancelAsync();

        foreach (var order in (await served).SelectMany(orders => orders))
            await receiver.WaitForAsync(order.Id, "approved");
        Assert.Contains("900", (await database.ReadAsync([]))["migrations"].Rows.Select(row => row.Split('|')[0]));
        await using var startedLate = await GatewayProcess.StartAsync(settings);
        var late = await new Shop(startedLate).CreateAsync(receiver.At("/shop"));
        await new Payer(old, late.Token).PayAsync(Payer.PlainCard);
        await receiver.WaitForAsync(late.Id, "approved");
    }

    [Fact]
    public async Task SqliteOfALaterSchema_IsServed()
    {
        await using var database = await Database.CreateAsync("sqlite");
        await database.MigrateAsync([.. MigrationScript.Of("sqlite"), Later]);
        await using var gateway = await GatewayProcess.StartAsync([database.Setting]);

        var shop = new Shop(gateway);
        var order = await shop.CreateAsync();
        await new Payer(gateway, order.Token).PayAsync(Payer.PlainCard);

        Assert.Equal("approved", await shop.StatusAsync(order));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task OpenPayout_IsLeftAloneByTheReleaseBefore_AndRecoveredByThis(string engine)
    {
        await using var database = await Database.CreateAsync(engine);
        await using var gateway = await GatewayProcess.StartAsync([database.Setting]);
        var shop = new Shop(gateway);
        var orderId = Shop.NewOrderId();
        var paying = GatewayProcess.SwallowAsync(shop.PayOutAsync(orderId, Payer.PlainCard, "{\"delay_after_ms\": 60000}"));
        await Eventually.BecomesAsync(() => shop.PayoutsAsync(orderId), payouts => payouts == 1, "the bank has the payout");
        await gateway.KillAsync();
        await paying;

        // What the release before looks for when it recovers, and the guard of its conclusion.
        Assert.Equal(0, await database.CountAsync("transactions WHERE status IN (0, 1, 4)"));
        Assert.Equal(1, await database.CountAsync("transactions WHERE kind = 5"));
        // An order that has an open transaction neither expires nor starts another.
        Assert.Equal(1, await database.CountAsync("orders WHERE open_transaction_id IS NOT NULL"));

        await gateway.StartAgainAsync();
        await database.MakeDueAsync();
        await BecomesAsync(shop, orderId, "approved");
        Assert.Equal(1, await shop.PayoutsAsync(orderId));
        Assert.Equal(0, (await CheckAsync(database.Setting)).ExitCode);
    }

    private static Task<string?> BecomesAsync(Shop shop, string orderId, string status) =>
        Eventually.BecomesAsync(async () => (await shop.FindAsync(orderId)).GetValueOrDefault("order_status"), seen => seen == status, $"the payout is {status}");

    private static async Task<(int ExitCode, string Output)> CheckAsync((string Key, string Value) database, params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "tetri"), ["check", .. words]) { RedirectStandardOutput = true };
        start.Environment[database.Key.Replace(":", "__", StringComparison.Ordinal)] = database.Value;
        using var check = Process.Start(start)!;
        var output = await check.StandardOutput.ReadToEndAsync();
        await check.WaitForExitAsync();
        return (check.ExitCode, output);
    }

    /// <summary>Makes and pays orders until told, and two more after it.</summary>
    private static async Task<List<ShopOrder>> ServeUntilAsync(GatewayProcess gateway, CallbackReceiver receiver, CancellationToken changed)
    {
        var shop = new Shop(gateway);
        var orders = new List<ShopOrder>();
        for (var left = 2; left > 0;)
        {
            if (changed.IsCancellationRequested)
                left--;
            orders.Add(await shop.CreateAsync(receiver.At("/shop")));
            Assert.Equal("approved", Payer.State(await new Payer(gateway, orders[^1].Token).PayAsync(Payer.PlainCard)));
        }
        return orders;
    }

    private sealed record Content(string[] Columns, List<string> Rows);

    private sealed class Database(string? postgres, string? folder) : IAsyncDisposable
    {
        private readonly string _file = Path.Combine(folder ?? "", "tetri.db");
        private readonly NpgsqlDataSource? _source = postgres is null ? null : NpgsqlDataSource.Create(postgres);

        public (string, string) Setting =>
            postgres is null ? ("ConnectionStrings:Sqlite", $"Data Source={_file}") : ("ConnectionStrings:Postgres", postgres);

        public static async Task<Database> CreateAsync(string engine) => engine == "postgres"
            ? new Database(await PostgresServer.CreateDatabaseAsync(), null)
            : new Database(null, Directory.CreateTempSubdirectory("tetri-upgrade-").FullName);

        public async Task MigrateAsync(IEnumerable<MigrationScript> scripts)
        {
            if (_source is not null)
            {
                await PostgresMigrations.RunAsync(_source, GatewayMode.Sandbox, 0, TimeProvider.System, scripts);
                return;
            }
            await using var connection = await OpenSqliteAsync();
            SqliteMigrations.Run(connection, TimeProvider.System, scripts);
            SqliteMigrations.Stamp(connection, GatewayMode.Sandbox);
        }

        public async Task FillAsync(string sql)
        {
            await using var connection = _source is null ? await OpenSqliteAsync() : (System.Data.Common.DbConnection)await _source.OpenConnectionAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = _source is null
                ? sql
                // The sequences have given these ids out.
                : Blob().Replace(sql, @"'\x$1'") + "SELECT nextval('payment_ids'), nextval('transaction_ids'), setval('callback_ids', 6)";
            await command.ExecuteNonQueryAsync();
        }

        public async Task<long> CountAsync(string of)
        {
            await using var connection = _source is null ? await OpenSqliteAsync() : (System.Data.Common.DbConnection)await _source.OpenConnectionAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT count(*) FROM {of}";
            return (long)(await command.ExecuteScalarAsync())!;
        }

        /// <summary>As if the minute had passed that recovery leaves to the one who began.</summary>
        public async Task MakeDueAsync()
        {
            await using var connection = _source is null ? await OpenSqliteAsync() : (System.Data.Common.DbConnection)await _source.OpenConnectionAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE transactions SET check_at = 0 WHERE status = 5";
            await command.ExecuteNonQueryAsync();
        }

        /// <summary>All rows as text, in the columns that the tables had before.</summary>
        public async Task<Dictionary<string, Content>> ReadAsync(Dictionary<string, Content> before)
        {
            await using var connection = _source is null ? await OpenSqliteAsync() : (System.Data.Common.DbConnection)await _source.OpenConnectionAsync();
            var contents = new Dictionary<string, Content>();
            foreach (var table in Tables.Append("migrations"))
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT {(before.TryGetValue(table, out var known) ? string.Join(", ", known.Columns) : "*")} FROM {table}";
                await using var reader = await command.ExecuteReaderAsync();
                var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
                var rows = new List<string>();
                while (await reader.ReadAsync())
                    rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i =>
                        reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
                rows.Sort(StringComparer.Ordinal);
                contents[table] = new Content(columns, rows);
            }
            return contents;
        }

        public async ValueTask DisposeAsync()
        {
            if (_source is not null)
                await _source.DisposeAsync();
            if (folder is not null)
                Directory.Delete(folder, recursive: true);
        }

        private async Task<SqliteConnection> OpenSqliteAsync()
        {
            var connection = new SqliteConnection($"Data Source={_file};Pooling=False");
            await connection.OpenAsync();
            return connection;
        }
    }

    [GeneratedRegex("X'([0-9a-f]*)'")]
    private static partial Regex Blob();
}
