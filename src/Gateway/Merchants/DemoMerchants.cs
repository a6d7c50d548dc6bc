namespace Tetri.Merchants;

/// <summary>
/// The sandbox's merchants: the ids, keys and page hash that the protocol's public samples use (docs/guide/sandbox.md). The samples
/// were signed for 1396424 and printed with 1549901, which therefore has the other as a former id.
/// </summary>
internal static class DemoMerchants
{
    private const string PageHash = "5ad6b888f4becb0c33d543d54e57d86c";
    private const string PaymentKey = "test";
    private const string CreditKey = "testcredit";
    private const string Company = "Tetri demo";
    private static readonly string[] Currencies = ["GEL", "USD", "EUR", "GBP", "UAH", "AMD", "AZN", "KZT", "MDL", "UZS", "CZK", "PLN"];

    public static IEnumerable<Merchant> All =>
    [
        Demo(1549901, "Tetri demo shop") with { FormerIds = [1396424], Settings = new() { SplittingAllowed = true, Company = Company, SimulatedWallets = true } },
        Demo(1396424, "Tetri demo shop (former id)"),
        Demo(600001, "Tetri demo shop (splitting)"),
        Demo(700001, "Tetri demo shop (receiver)"),
        Demo(800001, "A shop of another company that may do little") with
        {
            Settings = new MerchantSettings { PreauthAllowed = false, RectokenAllowed = false, RecurringAllowed = false },
        },
        Demo(900001, "Tetri demo shop (fee and promo codes)") with
        {
            Settings = new()
            {
                FeeBasisPoints = 100,
                ClientFeeBasisPoints = 150,
                ClientFeeFixed = [new FixedFee("GEL", 20)],
                Promocodes = [new Promocode("SPRING", 1000, []), new Promocode("BANK", 2000, ["44445555"])],
                SavedCards = "sender_account",
            },
        },
        Demo(900002, "Tetri demo shop (saved cards)") with { Settings = new() { SavedCards = "sender_account" } },
        Demo(1000, "Tetri demo shop (payouts)"),
        Demo(1001, "Tetri demo shop (guarded payouts)") with { Settings = new() { PayoutNeedsBalance = true, PayoutOnlyByRectoken = true } },
    ];

    private static Merchant Demo(long id, string name) => new()
    {
        Id = id,
        Name = name,
        PageHash = PageHash,
        PaymentKey = PaymentKey,
        CreditKey = CreditKey,
        Currencies = Currencies,
        Settings = new MerchantSettings { SplittingAllowed = true, Company = Company },
    };
}
