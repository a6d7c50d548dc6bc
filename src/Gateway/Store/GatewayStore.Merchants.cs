using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Tetri.Merchants;

namespace Tetri.Store;

internal sealed partial class GatewayStore
{
    public ValueTask<List<Merchant>> ListMerchantsAsync(CancellationToken cancellation = default) =>
        ReadAllAsync(
            "SELECT merchant_id, name, page_hash, payment_key, credit_key, former_ids, currencies, settings FROM merchants ORDER BY merchant_id",
            [], MapMerchant, cancellation);

    private static Merchant MapMerchant(DbDataReader reader)
    {
        var row = new RowReader(reader);
        return new Merchant
        {
            Id = row.Long(),
            Name = row.Text(),
            PageHash = row.Text(),
            PaymentKey = row.Text(),
            CreditKey = row.Text(),
            FormerIds = [.. row.Text().Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture))],
            Currencies = row.Text().Split(',', StringSplitOptions.RemoveEmptyEntries),
            Settings = JsonSerializer.Deserialize(row.Text(), MerchantJson.Default.MerchantSettings)!,
        };
    }
}
