using System.Data.Common;

namespace Tetri.Store;

/// <summary>A database behind the store: SQLite or PostgreSQL.</summary>
internal interface IStoreEngine : IAsyncDisposable
{
    /// <summary>
    /// Queues a write and completes after the commit that holds it. Writes that queue up during one commit share the next.
    /// A full queue answers <see cref="WriteOutcome.QueueFull"/> at once.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database could not be reached for long, or not be written; whether the write was made is open.</exception>
    ValueTask<WriteOutcome> WriteAsync(Write write);

    /// <summary>Reads on a pooled connection that sees all that is committed.</summary>
    /// <exception cref="StoreUnavailableException">The database can't be reached or read.</exception>
    ValueTask<T> ReadAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> read, CancellationToken cancellation);

    /// <summary>Reads on a replica, which may not have the newest yet. The default value where there is none or none answers.</summary>
    ValueTask<T?> ReadReplicaAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> read, CancellationToken cancellation);

    /// <summary>A transaction id that nobody has.</summary>
    ValueTask<long> NextTransactionIdAsync(CancellationToken cancellation = default);

    /// <summary>
    /// Takes due callbacks for this process: in the order they fell due, at most so many, none to a busy destination, none under
    /// way. Nobody else gets them before the lease is over.
    /// </summary>
    ValueTask<List<Callbacks.DueCallback>> ClaimCallbacksAsync(
        DateTimeOffset now, DateTimeOffset leasedUntil, string[] busyDestinations, long[] underWay, int most, CancellationToken cancellation);

    /// <summary>Takes due subscriptions for this process: in the order they fell due, at most so many. Nobody else gets them before the lease is over.</summary>
    ValueTask<List<Subscriptions.Subscription>> ClaimSubscriptionsAsync(DateTimeOffset now, DateTimeOffset leasedUntil, int most, CancellationToken cancellation);

    /// <summary>Other processes may work on the same database.</summary>
    bool IsShared { get; }

    /// <summary>False from the first write that was refused since the database can't be written, until one is made.</summary>
    bool IsWritable { get; }

    /// <summary>Writes that wait for a commit.</summary>
    int QueueDepth { get; }
}
