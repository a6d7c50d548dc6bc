using System.Globalization;
using Microsoft.Data.Sqlite;
using Tetri.Bench.Servers;

namespace Tetri.Bench.Databases;

internal sealed class SqliteDatabase : Database
{
    public required bool IsKept { get; init; }

    public override string LogFile => $"{File}-wal";

    private string File => Path.Combine(Folder, "tetri.db");

    public static async Task<SqliteDatabase> FillAsync(int orders)
    {
        var folder = Folders.Empty(Path.Combine(Folders.Data, orders.ToString(CultureInfo.InvariantCulture)));
        var database = new SqliteDatabase { Folder = folder, IsKept = true };
        await database.MakeTablesAsync();
        PastOrders.AddTo(database, orders);
        await database.CopyInLargePiecesAsync();
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

    /// <summary>
    /// Leaves the file as one that was restored: a virtual disk takes each later write in the time that a new file's takes. Pages that filling wrote again and
    /// again lie there in pieces, and a write to them may wait half as long again (bench/README.md, "Filled / empty on SQLite").
    /// </summary>
    private async Task CopyInLargePiecesAsync()
    {
        LinuxProcess.SyncDisks();
        var copy = $"{File}-copy";
        await Command.RunAsync("dd", $"if={File}", $"of={copy}", "bs=4M", "iflag=direct", "oflag=direct", "status=none");
        System.IO.File.Move(copy, File, overwrite: true);
    }

    public override ValueTask DisposeAsync()
    {
        if (!IsKept)
            Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
