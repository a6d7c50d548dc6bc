using Npgsql;
using NpgsqlTypes;

namespace Tetri.Bench.Databases;

/// <summary>COPY into a table with its indexes in place, so they grow row by row.</summary>
internal sealed class PostgresRows : IRowWriter
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlBinaryImporter _import;

    public PostgresRows(string connectionString, string table, IReadOnlyList<string> columns)
    {
        _connection = new NpgsqlConnection(connectionString);
        _connection.Open();
        _import = _connection.BeginBinaryImport($"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)");
    }

    public void Add(ReadOnlySpan<object?> values)
    {
        _import.StartRow();
        foreach (var value in values)
        {
            switch (value)
            {
                case long number:
                    _import.Write(number, NpgsqlDbType.Bigint);
                    break;
                case string text:
                    _import.Write(text, NpgsqlDbType.Text);
                    break;
                default:
                    _import.WriteNull();
                    break;
            }
        }
    }

    public void Complete() => _import.Complete();

    public void Dispose()
    {
        _import.Dispose();
        _connection.Dispose();
    }
}
