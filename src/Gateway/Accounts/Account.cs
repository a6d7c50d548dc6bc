namespace Tetri.Accounts;

/// <summary>The accounts that each merchant has in each of its currencies (docs/operate/ledger.md). The numbers are stored.</summary>
internal enum Account
{
    /// <summary>What is held on payers' cards and was not taken yet.</summary>
    Held,

    /// <summary>What the merchant is owed: taken, less what went back, was paid out, and the fees.</summary>
    Balance,

    /// <summary>The other side: what the acquirer holds or has received for the merchant, as a debt to it.</summary>
    Acquirer,

    /// <summary>What the gateway keeps of the merchant's money.</summary>
    Fees,
}

/// <summary>One side of a movement: an account and what is added to it, in minor units; below zero it is taken.</summary>
internal readonly record struct Entry(Account Account, long Minor);

/// <summary>An entry as the ledger keeps it: under the transaction that made it.</summary>
internal sealed record PostedEntry(string Currency, long TransactionId, Entry Entry);

/// <summary>The sum of an account's entries.</summary>
internal sealed record AccountBalance(string Currency, Account Account, long Minor);
