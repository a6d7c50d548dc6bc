namespace Tetri.Cards;

/// <summary>A card number. It never shows itself: only <see cref="Reveal"/> gives the digits, for the acquirer and the vault.</summary>
internal readonly struct CardNumber
{
    private readonly string _digits;

    private CardNumber(string digits) => _digits = digits;

    /// <summary>Takes 13 to 19 digits that pass the Luhn check (ISO/IEC 7812-1); blanks and dashes between them are dropped.</summary>
    public static bool TryParse(string? text, out CardNumber card)
    {
        card = default;
        if (text is null || text.Length > 40)
            return false;
        Span<char> digits = stackalloc char[19];
        var count = 0;
        foreach (var c in text)
        {
            if (c is ' ' or '-' or '\u00a0')
                continue;
            if (!char.IsAsciiDigit(c) || count == digits.Length)
                return false;
            digits[count++] = c;
        }
        if (count < 13 || !PassesLuhn(digits[..count]))
            return false;
        card = new CardNumber(new string(digits[..count]));
        return true;
    }

    /// <summary>The first six digits.</summary>
    public int Bin => int.Parse(_digits.AsSpan(0, 6), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The first eight digits, which say what kind of card it is.</summary>
    public string Prefix => _digits[..8];

    /// <summary>First six, an X for each hidden digit, last four: 444455XXXXXX1111.</summary>
    public string Masked => string.Concat(_digits.AsSpan(0, 6), new string('X', _digits.Length - 10), _digits.AsSpan(_digits.Length - 4));

    /// <summary>The brand as the wire spells it.</summary>
    public string Brand => this switch
    {
        { _digits: ['4', ..] } => "VISA",
        { _digits: ['3', '4' or '7', ..] } => "AmericanExpress",
        { _digits: ['9', '8', '6', '0', ..] } => "Humo",
        { _digits: ['8', '6', '0', '0', ..] or ['5', '6', '1', '4', ..] } => "UzCard",
        { _digits: ['5', '0' or '6' or '7' or '8', ..] } => "Maestro",
        _ => "MasterCard",
    };

    /// <summary>The full number. Callers hand it to the acquirer or encrypt it; it is never logged nor stored in the clear.</summary>
    public string Reveal() => _digits;

    public override string ToString() => _digits is null ? "" : Masked;

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1 && (digit *= 2) > 9)
                digit -= 9;
            sum += digit;
        }
        return sum % 10 == 0;
    }
}
