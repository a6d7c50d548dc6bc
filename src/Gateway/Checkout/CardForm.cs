using Tetri.Cards;
using Tetri.Payments;

namespace Tetri.Checkout;

/// <summary>Reads a card as a payer types it, and says which field is at fault.</summary>
internal sealed class CardForm(GatewayOptions options, TimeProvider time)
{
    private const int InvalidCardNumber = 1015;
    private const int InvalidExpiry = 1025;
    private const int InvalidCvv = 1003;

    public CheckoutError? Read(string? cardNumber, string? expiryDate, string? cvv2, string cvv2Requirement, out TypedCard card)
    {
        card = null!;
        if (!CardNumber.TryParse(cardNumber, out var number))
            return new CheckoutError(InvalidCardNumber, "cardNumber");
        if (!CardExpiry.TryParse(expiryDate, out var expiry) || (!options.IsSandbox && expiry.IsPast(time.GetUtcNow())))
            return new CheckoutError(InvalidExpiry, "expiryDate");
        if (ReadCvv(cvv2, cvv2Requirement, out var cvv) is { } wrong)
            return wrong;
        card = new TypedCard(number, expiry, cvv);
        return null;
    }

    public static CheckoutError? ReadCvv(string? typed, string requirement, out string? cvv)
    {
        cvv = requirement == CheckoutPrice.Absent || (requirement != CheckoutPrice.Mandatory && typed is "") ? null : typed;
        return (cvv is null ? requirement == CheckoutPrice.Mandatory : cvv.Length is not (3 or 4) || !cvv.All(char.IsAsciiDigit))
            ? new CheckoutError(InvalidCvv, "cvv2")
            : null;
    }
}
