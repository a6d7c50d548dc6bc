using Tetri.Cards;

namespace Tetri.Connectors;

/// <summary>What the acquirer says of a wallet's container before it is asked for money.</summary>
internal abstract record OpenedContainer
{
    private OpenedContainer() { }

    /// <param name="Number">The wallet's own number for the payer's card.</param>
    /// <param name="Id">The same for the same container, however it is written.</param>
    public sealed record Card(CardNumber Number, CardExpiry Expiry, string Id) : OpenedContainer;

    /// <summary>It was not sealed for this acquirer, which can't open it.</summary>
    public sealed record Foreign : OpenedContainer;

    public sealed record Expired : OpenedContainer;

    /// <summary>The payer agreed to another amount.</summary>
    public sealed record OtherAmount : OpenedContainer;
}
