namespace Tetri.Callbacks;

/// <summary>What the worker tells of itself, for metrics and the demo shop to listen to.</summary>
internal sealed class CallbackEvents
{
    public event Action<Callback, CallbackAttempt>? OnAttempted;

    public void Attempted(Callback after, CallbackAttempt attempt) => OnAttempted?.Invoke(after, attempt);
}
