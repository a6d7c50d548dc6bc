using System.Globalization;
using Tetri.Payments;

namespace Tetri.Merchants;

/// <summary>One thing that an operator may set of a merchant: its name, what it takes, and how it is read and written.</summary>
/// <param name="Write">Null when the text is not what <paramref name="Takes"/> says.</param>
internal sealed record SettableValue(string Name, string Takes, Func<Merchant, string> Read, Func<Merchant, string, Merchant?> Write)
{
    public bool SandboxOnly { get; init; }

    public static IReadOnlyList<SettableValue> All { get; } =
    [
        new("name", "1 to 254 characters", merchant => merchant.Name,
            (merchant, text) => MerchantRules.IsName(text) ? merchant with { Name = text } : null),
        new("currencies", "codes of ISO 4217 with commas between", merchant => string.Join(',', merchant.Currencies),
            (merchant, text) => MerchantRules.ReadCurrencies(text) is { } codes ? merchant with { Currencies = codes } : null),
        new("former_ids", "merchant ids with commas between, or nothing", merchant => string.Join(',', merchant.FormerIds),
            (merchant, text) => MerchantRules.ReadIds(text) is { } ids ? merchant with { FormerIds = ids } : null) { SandboxOnly = true },

        Url("response_url", settings => settings.ResponseUrl, (settings, url) => settings with { ResponseUrl = url }),
        Url("server_callback_url", settings => settings.ServerCallbackUrl, (settings, url) => settings with { ServerCallbackUrl = url }),
        Choice("return_method", ["POST", "GET"], settings => settings.ReturnMethod, (settings, method) => settings with { ReturnMethod = method }),
        Choice("callback_format", ["json", "form"], settings => settings.CallbackFormat, (settings, format) => settings with { CallbackFormat = format }),
        Switch("numeric_error_code", settings => settings.NumericErrorCode, (settings, on) => settings with { NumericErrorCode = on }),
        Switch("replay_identical_orders", settings => settings.ReplayIdenticalOrders, (settings, on) => settings with { ReplayIdenticalOrders = on }),
        Switch("unsigned_orders", settings => settings.UnsignedOrders, (settings, on) => settings with { UnsignedOrders = on }),
        Setting("shop_origins", "addresses such as https://shop.example with commas between, or nothing",
            settings => string.Join(',', settings.ShopOrigins),
            (settings, text) => MerchantRules.ReadOrigins(text) is { } origins ? settings with { ShopOrigins = origins } : null),
        Switch("plain_http_callbacks", settings => settings.PlainHttpCallbacks, (settings, on) => settings with { PlainHttpCallbacks = on }),
        Switch("preauth_allowed", settings => settings.PreauthAllowed, (settings, on) => settings with { PreauthAllowed = on }),
        Switch("rectoken_allowed", settings => settings.RectokenAllowed, (settings, on) => settings with { RectokenAllowed = on }),
        Choice("saved_cards", ["none", "sender_account", "sender_email"], settings => settings.SavedCards, (settings, named) => settings with { SavedCards = named }),
        Switch("recurring_allowed", settings => settings.RecurringAllowed, (settings, on) => settings with { RecurringAllowed = on }),
        Switch("splitting_allowed", settings => settings.SplittingAllowed, (settings, on) => settings with { SplittingAllowed = on }),
        Text("company", settings => settings.Company, (settings, company) => settings with { Company = company }),
        Setting("fee_basis_points", "a whole number of hundredths of a percent from 0 to 10000",
            settings => settings.FeeBasisPoints.ToString(CultureInfo.InvariantCulture),
            (settings, text) => MerchantRules.ReadBasisPoints(text) is { } points ? settings with { FeeBasisPoints = points } : null),
        Setting("client_fee_basis_points", "a whole number of hundredths of a percent from 0 to 10000",
            settings => settings.ClientFeeBasisPoints.ToString(CultureInfo.InvariantCulture),
            (settings, text) => MerchantRules.ReadBasisPoints(text) is { } points ? settings with { ClientFeeBasisPoints = points } : null),
        Setting("client_fee_fixed", "amounts in minor units such as GEL:50,USD:20, or nothing", settings => MerchantRules.Write(settings.ClientFeeFixed),
            (settings, text) => MerchantRules.ReadFixedFees(text) is { } fees ? settings with { ClientFeeFixed = fees } : null),
        Setting("promocodes", "codes with hundredths of a percent from 1 to 9999, and what the cards' numbers begin with, such as SPRING:1000,BANK:500:444455/512345, or nothing",
            settings => MerchantRules.Write(settings.Promocodes),
            (settings, text) => MerchantRules.ReadPromocodes(text) is { } codes ? settings with { Promocodes = codes } : null),
        Choice("cvv2_requirement", ["mandatory", "optional", "absent"], settings => settings.Cvv2Requirement,
            (settings, requirement) => settings with { Cvv2Requirement = requirement }),
        Switch("simulated_wallets", settings => settings.SimulatedWallets, (settings, on) => settings with { SimulatedWallets = on }) with { SandboxOnly = true },
        Setting("country", "two letters of ISO 3166-1, or nothing", settings => settings.Country ?? "",
            (settings, text) => text.Length == 0 ? settings with { Country = null }
                : text.Length == 2 && text.All(char.IsAsciiLetterUpper) ? settings with { Country = text } : null),
        Text("apple_pay_merchant_id", settings => settings.ApplePayMerchantId, (settings, id) => settings with { ApplePayMerchantId = id }),
        Setting("apple_pay_domain", "a host such as pay.shop.example, or nothing", settings => settings.ApplePayDomain ?? "",
            (settings, text) => text.Length == 0 ? settings with { ApplePayDomain = null }
                : Uri.CheckHostName(text) == UriHostNameType.Dns ? settings with { ApplePayDomain = text } : null),
        Setting("apple_pay_certificate", "the full path of a PEM file, or nothing", settings => settings.ApplePayCertificate ?? "",
            (settings, text) => text.Length == 0 ? settings with { ApplePayCertificate = null }
                : Path.IsPathFullyQualified(text) ? settings with { ApplePayCertificate = text } : null),
        Text("google_pay_gateway", settings => settings.GooglePayGateway, (settings, name) => settings with { GooglePayGateway = name }),
        Text("google_pay_gateway_merchant_id", settings => settings.GooglePayGatewayMerchantId, (settings, id) => settings with { GooglePayGatewayMerchantId = id }),
        Text("google_pay_merchant_id", settings => settings.GooglePayMerchantId, (settings, id) => settings with { GooglePayMerchantId = id }),
        Choice("google_pay_environment", ["TEST", "PRODUCTION"], settings => settings.GooglePayEnvironment,
            (settings, environment) => settings with { GooglePayEnvironment = environment }),
        Switch("payout_needs_balance", settings => settings.PayoutNeedsBalance, (settings, on) => settings with { PayoutNeedsBalance = on }),
        Switch("payout_only_by_rectoken", settings => settings.PayoutOnlyByRectoken, (settings, on) => settings with { PayoutOnlyByRectoken = on }),
        Setting("designs", "ids of at most 6 letters, digits, _ or - with commas between, or nothing", settings => string.Join(',', settings.Designs),
            (settings, text) => MerchantRules.ReadDesigns(text) is { } designs ? settings with { Designs = designs } : null),
        Setting("accent", "a colour as #rrggbb, or nothing", settings => settings.Accent ?? "",
            (settings, text) => text.Length == 0 ? settings with { Accent = null } : MerchantRules.IsColour(text) ? settings with { Accent = text } : null),
        Url("logo_url", settings => settings.LogoUrl, (settings, url) => settings with { LogoUrl = url }),
    ];

    public static SettableValue? Find(string name) => All.FirstOrDefault(value => value.Name == name);

    private static SettableValue Setting(
        string name, string takes, Func<MerchantSettings, string> read, Func<MerchantSettings, string, MerchantSettings?> write) =>
        new(name, takes, merchant => read(merchant.Settings),
            (merchant, text) => write(merchant.Settings, text) is { } settings ? merchant with { Settings = settings } : null);

    private static SettableValue Text(string name, Func<MerchantSettings, string?> read, Func<MerchantSettings, string?, MerchantSettings> write) =>
        Setting(name, "1 to 254 characters, or nothing", settings => read(settings) ?? "",
            (settings, text) => text.Length == 0 ? write(settings, null) : MerchantRules.IsName(text) ? write(settings, text) : null);

    private static SettableValue Url(string name, Func<MerchantSettings, string?> read, Func<MerchantSettings, string?, MerchantSettings> write) =>
        Setting(name, "an http or https address, or nothing", settings => read(settings) ?? "",
            (settings, text) => text.Length == 0 ? write(settings, null) : MerchantRules.IsUrl(text) ? write(settings, text) : null);

    private static SettableValue Choice(
        string name, string[] choices, Func<MerchantSettings, string> read, Func<MerchantSettings, string, MerchantSettings> write) =>
        Setting(name, string.Join(" or ", choices), read, (settings, text) => choices.Contains(text) ? write(settings, text) : null);

    private static SettableValue Switch(string name, Func<MerchantSettings, bool> read, Func<MerchantSettings, bool, MerchantSettings> write) =>
        Setting(name, "true or false", settings => read(settings) ? "true" : "false",
            (settings, text) => text is "true" or "false" ? write(settings, text == "true") : null);
}
