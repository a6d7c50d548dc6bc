using System.Collections.Frozen;

namespace Tetri.Payments;

/// <summary>The number of a bank account (ISO 13616), in capital letters and digits.</summary>
internal sealed record Iban
{
    private const int CheckBase = 97;

    // The SWIFT registry's lengths.
    private static readonly FrozenDictionary<string, int> LengthOf =
        ("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 " +
         "GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 " +
         "NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30")
        .Split(' ').ToFrozenDictionary(entry => entry[..2], entry => int.Parse(entry.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private Iban(string text) => Text = text;

    public string Text { get; }

    /// <summary>The country, the first bank letters, an X for each hidden sign, the last four.</summary>
    public string Masked => string.Concat(Text.AsSpan(0, 6), new string('X', Text.Length - 10), Text.AsSpan(Text.Length - 4));

    /// <summary>Whether the check digits fit (ISO 7064, MOD 97-10).</summary>
    public bool ChecksOut { get; private init; }

    /// <summary>Takes a number of the length that its country has, with blanks or without, in any case of letters.</summary>
    public static bool TryParse(string? text, out Iban iban)
    {
        iban = null!;
        var bare = (text ?? "").Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (bare.Length < 4 || !LengthOf.TryGetValue(bare[..2], out var length) || bare.Length != length ||
            !bare.All(char.IsAsciiLetterOrDigit) || !char.IsAsciiDigit(bare[2]) || !char.IsAsciiDigit(bare[3]))
            return false;
        iban = new Iban(bare) { ChecksOut = Remainder(string.Concat(bare.AsSpan(4), bare.AsSpan(0, 4))) == 1 };
        return true;
    }

    public override string ToString() => Masked;

    private static int Remainder(string text)
    {
        var remainder = 0;
        foreach (var sign in text)
            remainder = char.IsAsciiDigit(sign) ? (remainder * 10 + sign - '0') % CheckBase : (remainder * 100 + sign - 'A' + 10) % CheckBase;
        return remainder;
    }
}
