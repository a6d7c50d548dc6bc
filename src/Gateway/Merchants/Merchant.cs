namespace Tetri.Merchants;

/// <summary>The holder of a merchant id, a payment key and a credit key.</summary>
internal sealed record Merchant
{
    /// <summary>At most twelve digits on the wire; below 2^39 so that it fits a checkout token.</summary>
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The opaque part of the page's address, 32 hex digits.</summary>
    public required string PageHash { get; init; }

    /// <summary>Signs everything but payouts.</summary>
    public required string PaymentKey { get; init; }

    /// <summary>Signs payouts.</summary>
    public required string CreditKey { get; init; }

    /// <summary>Ids under which old requests were signed (sandbox only); such a signature is accepted and the answer says so.</summary>
    public IReadOnlyList<long> FormerIds { get; init; } = [];

    /// <summary>Codes of the currencies that orders may use.</summary>
    public required IReadOnlyList<string> Currencies { get; init; }

    public MerchantSettings Settings { get; init; } = new();
}
