using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Tetri.Store;
using Tetri.Store.Postgres;

namespace Tetri.Tests.Store;

public class PostgresMigrationsTests
{
    private static readonly MigrationScript Later = new(900, "900-later.sql", "ALTER TABLE orders ADD COLUMN note text");

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task NodesThatStartAtOnceOnAnEmptyDatabase_MakeTheSchemaOnce(int partitions)
    {
        var database = await PostgresServer.CreateDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var node = NpgsqlDataSource.Create(database);
            await PostgresMigrations.RunAsync(node, GatewayMode.Sandbox, partitions, TimeProvider.System, MigrationScript.Of("postgres"));
        }));

        await using var source = NpgsqlDataSource.Create(database);
        Assert.Equal((long)MigrationScript.Of("postgres").Count(), await ScalarAsync(source, "SELECT count(*) FROM migrations"));
        Assert.Equal((long)partitions, await ScalarAsync(source, "SELECT count(*) FROM pg_inherits WHERE inhparent = 'orders'::regclass"));
    }

    [Theory]
    [InlineData("+ interval '10 minutes'", "behind")]
    [InlineData("- interval '10 minutes'", "ahead of")]
    public async Task NodeWhoseClockIsNotTheDatabases_DoesNotStart(string difference, string direction)
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        await PostgresCluster.ExecuteAsync(database,
            $"CREATE SCHEMA skewed; CREATE FUNCTION skewed.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT pg_catalog.clock_timestamp() {difference.Replace("'", "''", StringComparison.Ordinal)}'");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => PostgresEngine.OpenAsync(
            $"{database};Search Path=skewed,pg_catalog,public", GatewayMode.Sandbox, TimeProvider.System, NullLogger<PostgresEngine>.Instance));

        Assert.Matches($"clock is (599|600) seconds {direction} the database's", refused.Message);
        Assert.Equal(0L, await PostgresCluster.ExecuteAsync(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task ChangeBehindALongReader_GivesWayToOthers_AndIsMadeWhenTheReaderIsDone()
    {
        await using var test = await TestStore.OpenAsync(Engine.Postgres);
        await using var source = NpgsqlDataSource.Create(test.Database!);
        var reading = await ReadForLongAsync(test.Database!);

        var change = MigrateAsync(source);
        await WaitUntilItWaitsAsync(source);
        // Behind a change that only waits, this would wait for the reader, too.
        await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        Assert.False(change.IsCompleted);
        await reading.DisposeAsync();
        await change;

        Assert.Equal(1L, await ScalarAsync(source, "SELECT count(*) FROM orders WHERE note IS NULL"));
    }

    [Fact]
    public async Task ChangeBehindAReaderWithoutEnd_IsRefusedAtLast_AndLeavesNothing()
    {
        await using var test = await TestStore.OpenAsync(Engine.Postgres);
        await using var source = NpgsqlDataSource.Create(test.Database!);
        await using var reading = await ReadForLongAsync(test.Database!);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => MigrateAsync(source, mostTries: 2));

        Assert.Contains("900-later.sql", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await ScalarAsync(source, "SELECT count(*) FROM migrations WHERE number = 900"));
    }

    private static Task MigrateAsync(NpgsqlDataSource source, int mostTries = 120) =>
        PostgresMigrations.RunAsync(source, GatewayMode.Sandbox, 0, TimeProvider.System, [.. MigrationScript.Of("postgres"), Later], mostTries);

    private static async Task<NpgsqlConnection> ReadForLongAsync(string database)
    {
        var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("BEGIN; SELECT count(*) FROM orders", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task WaitUntilItWaitsAsync(NpgsqlDataSource source)
    {
        while (await ScalarAsync(source, "SELECT count(*) FROM pg_locks WHERE relation = 'orders'::regclass AND NOT granted") is 0L)
            await Task.Delay(10);
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
