using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tetri.Tests.Store;

namespace Tetri.Simulation;

/// <summary>Ids go on behind 2^31 - 1, the largest that clients with a 32-bit number can read.</summary>
public sealed class PaymentIdsTests
{
    private const long First = 1L << 31;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task PaymentWithIdsBeyond32Bits_IsMadePaidToldAndFound(string engine)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        var postgres = engine == "postgres" ? await PostgresServer.CreateDatabaseAsync() : null;
        await using var gateway = await GatewayProcess.StartAsync(("ConnectionStrings:Postgres", postgres ?? ""));
        var shop = new Shop(gateway);
        var before = await shop.CreateAsync(receiver.At("/shop"));
        Assert.Equal("100000001", before.PaymentId);
        await new Payer(gateway, before.Token).PayAsync(Payer.PlainCard);
        await receiver.WaitForAsync(before.Id, "approved");
        await gateway.StopAsync();
        if (postgres is null)
            await ExecuteAsync(
                new SqliteConnection($"Data Source={Path.Combine(gateway.Folder, "data", "tetri.db")};Pooling=False"),
                $"UPDATE orders SET payment_id = {First - 1}; UPDATE transactions SET payment_id = {First - 1}, transaction_id = {First - 1}");
        else
            await ExecuteAsync(
                new NpgsqlConnection(postgres), $"ALTER SEQUENCE payment_ids RESTART {First}; ALTER SEQUENCE transaction_ids RESTART {First}");
        await gateway.StartAgainAsync();

        var order = await shop.CreateAsync(receiver.At("/shop"));
        Assert.Equal("approved", Payer.State(await new Payer(gateway, order.Token).PayAsync(Payer.PlainCard)));

        Assert.Equal($"{First}", order.PaymentId);
        Assert.Equal(order.PaymentId, (await receiver.WaitForAsync(order.Id, "approved")).Members["payment_id"]);
        Assert.Equal(order.PaymentId, (await shop.FindAsync(order.Id))["payment_id"]);
        var found = await shop.PostAsync("/api/status/payment_id", new() { ["payment_id"] = order.PaymentId });
        Assert.Equal((order.Id, "approved"), (found["order_id"], found["order_status"]));
        Assert.Contains($"{First}", found["additional_info"], StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using (connection)
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }
}
