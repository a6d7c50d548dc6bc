namespace Tetri.Accounts;

/// <summary>What the ledger has of one order, in minor units.</summary>
/// <param name="Fee">What the gateway kept.</param>
/// <param name="Settled">What the order added to its merchant's balance; below zero where it took.</param>
/// <param name="Reversed">What went back to the payer.</param>
/// <param name="SettledAt">When the balance last changed by it; null where it never did.</param>
internal sealed record OrderMovement(long Fee, long Settled, long Reversed, DateTimeOffset? SettledAt);
