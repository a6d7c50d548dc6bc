using System.Collections.Frozen;

namespace Tetri.Merchants;

/// <summary>The merchants as last read from the store, swapped whole.</summary>
internal sealed class KnownMerchants
{
    private volatile FrozenDictionary<long, Merchant> _byId = FrozenDictionary<long, Merchant>.Empty;

    public IReadOnlyCollection<Merchant> All => _byId.Values;

    public Merchant? Find(long id) => _byId.GetValueOrDefault(id);

    public void Replace(IEnumerable<Merchant> merchants) => _byId = merchants.ToFrozenDictionary(merchant => merchant.Id);
}
