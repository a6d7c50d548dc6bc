namespace Tetri.Commands;

/// <summary>Text in aligned columns. Control characters never reach the terminal: an order_id is what a shop made of it.</summary>
internal sealed class Table
{
    private const string Gap = "  ";
    private readonly List<string[]> _rows = [];

    public static Table WithHead(params string[] names) => new Table().Add(names);

    public Table Add(params string?[] cells)
    {
        _rows.Add([.. cells.Select(cell => string.Concat((cell ?? "").Select(letter => char.IsControl(letter) ? '?' : letter)))]);
        return this;
    }

    public void Write(TextWriter output)
    {
        var widths = new int[_rows.Count == 0 ? 0 : _rows.Max(row => row.Length)];
        foreach (var row in _rows)
            for (var i = 0; i < row.Length; i++)
                widths[i] = Math.Max(widths[i], row[i].Length);
        foreach (var row in _rows)
            output.WriteLine(string.Join(Gap, row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }
}
