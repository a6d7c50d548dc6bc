using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tetri.Bench.Databases;

internal sealed class SqliteDatabase : Database
{
    public required bool IsKept { get; init; }

    public override string LogFile => $"{File}-wal";

    private string File => Path.Combine(Folder, "tetri.db");

    public static async Task<Database> FilledAsync(int orders)
    {
        var folder = Path.Combine(Folders.Data, orders.ToString(CultureInfo.InvariantCulture));
        var (stamp, schema) = (Path.Combine(folder, "filled"), SchemaOf("sqlite"));
        var database = new SqliteDatabase { Folder = folder, IsKept = true };
        if (System.IO.File.Exists(stamp) && (await System.IO.File.ReadAllTextAsync(stamp)).StartsWith(schema, StringComparison.Ordinal))
        {
            await Folders.BringToMemoryAsync(folder);
            return database;
        }
        Folders.Empty(folder);
        await database.MakeTablesAsync();
        PastOrders.AddTo(database, orders);
        await System.IO.File.WriteAllTextAsync(stamp, schema);
        return database;
    }

    public override IRowWriter Write(string table, params IReadOnlyList<string> columns) => new SqliteRows(File, table, columns);

    public override IReadOnlyList<string> ReadTexts(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of the caller.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    public override ValueTask DisposeAsync()
    {
        if (!IsKept)
            Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
