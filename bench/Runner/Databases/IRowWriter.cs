namespace Tetri.Bench.Databases;

/// <summary>Puts rows into one table as fast as the engine takes them, beside the gateway, which must not be running.</summary>
internal interface IRowWriter : IDisposable
{
    /// <summary>Values are long, string or null, in the order of the columns.</summary>
    void Add(ReadOnlySpan<object?> values);

    /// <summary>Without it, what was added last is not kept.</summary>
    void Complete();
}
