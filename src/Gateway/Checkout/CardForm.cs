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
        var cvv = cvv2Requirement == CheckoutPrice.Absent || (cvv2Requirement != CheckoutPrice.Mandatory && cvv2 is "") ? null : cvv2;
        if (cvv is null ? cvv2Requirement == CheckoutPrice.Mandatory : cvv.Length is not (3 or 4) || !cvv.All(char.IsAsciiDigit))
            return new CheckoutError(InvalidCvv, "cvv2");
        card = new TypedCard(number, expiry, cvv);
        return null;
    }
}
