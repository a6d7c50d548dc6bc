using System.Collections.Frozen;

namespace Tetri.Payments;

/// <summary>A currency of ISO 4217 with the number of decimals its minor unit has.</summary>
internal sealed class Currency
{
    // ISO 4217 list one: only active currencies with a minor unit.
    private const string WithTwoDecimals =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP " +
        "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR " +
        "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN " +
        "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL " +
        "THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW";

    private const string WithoutDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

    private const string WithThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

    private static readonly FrozenDictionary<string, Currency> All =
        Of(WithTwoDecimals, 2).Concat(Of(WithoutDecimals, 0)).Concat(Of(WithThreeDecimals, 3))
            .ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    private Currency(string code, int decimals) => (Code, Decimals) = (code, decimals);

    /// <summary>Three capital letters, as on the wire.</summary>
    public string Code { get; }

    /// <summary>Digits behind the point in major units: 0, 2 or 3.</summary>
    public int Decimals { get; }

    /// <summary>Finds a currency by its code; the case does not matter.</summary>
    public static Currency? Find(string code) =>
        All.TryGetValue(code, out var exact) ? exact : All.GetValueOrDefault(code.ToUpperInvariant());

    public override string ToString() => Code;

    private static IEnumerable<Currency> Of(string codes, int decimals) =>
        codes.Split(' ').Select(code => new Currency(code, decimals));
}
