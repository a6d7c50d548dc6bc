namespace Tetri;

/// <summary>
/// The database can't be reached or written, and waiting for it took too long: the caller is told to try again later (503). A write
/// that ends so may have been made; whoever asks again finds out.
/// </summary>
internal sealed class StoreUnavailableException(Exception cause) : Exception("The database can't be used now.", cause);
