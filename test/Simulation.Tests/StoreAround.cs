using System.Data.Common;
using Tetri.Callbacks;
using Tetri.Store;
using Tetri.Subscriptions;

namespace Tetri.Simulation;

/// <summary>A real store, between which and its callers a test puts something of its own.</summary>
internal abstract class StoreAround(IStoreEngine store) : IStoreEngine
{
    public bool IsShared => store.IsShared;

    public bool IsWritable => store.IsWritable;

    public int QueueDepth => store.QueueDepth;

    public virtual ValueTask<WriteOutcome> WriteAsync(Write write) => store.WriteAsync(write);

    public ValueTask<T> ReadAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> read, CancellationToken cancellation) =>
        store.ReadAsync(read, cancellation);

    public ValueTask<T?> ReadReplicaAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> read, CancellationToken cancellation) =>
        store.ReadReplicaAsync(read, cancellation);

    public ValueTask<long> NextTransactionIdAsync(CancellationToken cancellation = default) => store.NextTransactionIdAsync(cancellation);

    public ValueTask<List<DueCallback>> ClaimCallbacksAsync(
        DateTimeOffset now, DateTimeOffset leasedUntil, string[] busyDestinations, long[] underWay, int most, CancellationToken cancellation) =>
        store.ClaimCallbacksAsync(now, leasedUntil, busyDestinations, underWay, most, cancellation);

    public ValueTask<List<Subscription>> ClaimSubscriptionsAsync(DateTimeOffset now, DateTimeOffset leasedUntil, int most, CancellationToken cancellation) =>
        store.ClaimSubscriptionsAsync(now, leasedUntil, most, cancellation);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
