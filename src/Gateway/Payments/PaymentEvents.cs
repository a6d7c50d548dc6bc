namespace Tetri.Payments;

/// <summary>What operations tell of themselves, for metrics to listen to.</summary>
internal sealed class PaymentEvents
{
    public event Action? OnOrderCreated;

    public event Action<Transaction>? OnConcluded;

    public event Action<TimeSpan>? OnAcquirerCalled;

    public void OrderCreated() => OnOrderCreated?.Invoke();

    public void Concluded(Transaction transaction)
    {
        if (!transaction.IsOpen)
            OnConcluded?.Invoke(transaction);
    }

    public void AcquirerCalled(TimeSpan took) => OnAcquirerCalled?.Invoke(took);
}
