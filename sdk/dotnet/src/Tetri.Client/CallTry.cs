namespace Tetri.Client;

/// <summary>One try of a call, when it is over.</summary>
/// <param name="Operation">What was called: <c>checkout.url</c>.</param>
/// <param name="Number">From one on.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Status">The HTTP status, where there was an answer.</param>
/// <param name="Error">What it came to, where it failed.</param>
/// <param name="Wait">How long is waited before the next try, where there is one.</param>
public sealed record CallTry(string Operation, int Number, TimeSpan Elapsed, int? Status, TetriException? Error, TimeSpan? Wait);
