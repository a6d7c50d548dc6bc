using System.Globalization;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol.Members;

/// <summary>Checks the text of one value against its rule.</summary>
internal static class MemberValue
{
    public static GatewayError? Check(MemberRule rule, string value, MemberSet members)
    {
        if (value.Length > rule.MaxLength && value.EnumerateRunes().Count() > rule.MaxLength && rule.Type != MemberType.Signature)
            return GatewayError.Incorrect(rule.Name, MemberCheck.TooLong(rule));
        switch (rule.Type)
        {
            case MemberType.Amount:
                return CheckAmount(rule, value, members);
            case MemberType.Email when !LooksLikeEmail(value):
                return new GatewayError(1096);
            case MemberType.Signature when !Signature.HasShape(value):
                return GatewayError.Incorrect(rule.Name, "it is 40 lowercase hex digits of SHA-1");
        }
        return Fault(rule, value) is { } fault ? GatewayError.Incorrect(rule.Name, fault) : null;
    }

    /// <summary>Plain decimal digits, no sign, no blanks.</summary>
    public static bool TryReadInteger(string value, int maxDigits, out long number)
    {
        number = 0;
        return value.Length <= maxDigits && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static string? Fault(MemberRule rule, string value) => rule.Type switch
    {
        MemberType.Id when HasControl(value) => "it holds a control character",
        MemberType.Integer when !TryReadInteger(value, rule.MaxLength, out var number) || number < rule.Min || number > rule.Max =>
            rule.Max == long.MaxValue
                ? string.Create(CultureInfo.InvariantCulture, $"it is a whole number of at least {rule.Min}")
                : string.Create(CultureInfo.InvariantCulture, $"it is a whole number from {rule.Min} to {rule.Max}"),
        MemberType.YesNo when value is not ("Y" or "N" or "y" or "n") => "it is Y or N",
        MemberType.Url when !UrlSyntax.IsWebAddress(value) => "it is an absolute http or https address",
        MemberType.Currency when !IsThreeLetters(value) => "it is three letters of ISO 4217",
        MemberType.Choice when !rule.Choices!.Contains(value) => $"it is one of {string.Join(", ", rule.Choices.Order(StringComparer.Ordinal))}",
        MemberType.CardNumber when !Cards.CardNumber.TryParse(value, out _) => "it is a card's number of 13 to 19 digits",
        MemberType.CardExpiry when !Cards.CardExpiry.TryParse(value, out _) => "it is MMYY",
        MemberType.CardCode when value.Length is not (3 or 4) || !value.All(char.IsAsciiDigit) => "it is three or four digits",
        MemberType.Nested => "it is an object or an array",
        _ => null,
    };

    // A card can be verified with nothing taken; every other request is about money.
    private static GatewayError? CheckAmount(MemberRule rule, string value, MemberSet members)
    {
        if (!TryReadInteger(value, rule.MaxLength, out var amount))
            return GatewayError.Incorrect(rule.Name, "it is a whole number of minor units, at most 12 digits");
        return amount > 0 || (rule.ZeroWith is { } other && members.Text(other) is "Y" or "y") ? null : new GatewayError(1023);
    }

    private static bool HasControl(string value)
    {
        foreach (var c in value)
        {
            if (char.IsControl(c))
                return true;
        }
        return false;
    }

    private static bool IsThreeLetters(string value) =>
        value.Length == 3 && char.IsAsciiLetter(value[0]) && char.IsAsciiLetter(value[1]) && char.IsAsciiLetter(value[2]);

    // Something, an @, a domain of at least one character; no blanks or controls. Only sending mail proves more.
    private static bool LooksLikeEmail(string value)
    {
        var at = value.LastIndexOf('@');
        return at > 0 && at < value.Length - 1 && !value.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
    }
}
