namespace Tetri.Bench.Databases;

/// <summary>One of the gateway's two stores.</summary>
internal interface IEngine
{
    string Name { get; }

    /// <summary>Processor time of the database's own processes so far; null when it lives in the gateway.</summary>
    long? CpuMicroseconds { get; }

    /// <summary>A new database that is gone when it is disposed of.</summary>
    Task<Database> CreateAsync();

    /// <summary>A database with so many past orders, filled anew by the first side of a run that asks for it; the rows that rounds add are few beside those in it.</summary>
    Task<Database> FilledAsync(int orders);
}
