using Tetri.Cards;
using Tetri.Payments;

namespace Tetri.Checkout;

/// <summary>Reads a card as a payer types it, and says which field is at fault.</summary>
internal sealed class CardForm(SavedCards savedCards, GatewayOptions options, TimeProvider time)
{
    private const int NoSuchCard = 1035;
    private const int InvalidCardNumber = 1015;
    private const int InvalidExpiry = 1025;
    private const int InvalidCvv = 1003;

    private CheckoutError? Read(string? cardNumber, string? expiryDate, string? cvv2, string cvv2Requirement, out TypedCard card)
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

    /// <summary>The card that was typed, or by its hash one that the payer keeps. Either needs the CVV that the merchant asks for.</summary>
    public async ValueTask<(TypedCard? Card, CheckoutError? Wrong)> ReadAsync(
        OpenedOrder opened, string? hash, string? cardNumber, string? expiryDate, string? cvv2, CancellationToken cancellation)
    {
        var settings = opened.Merchant.Settings;
        if (hash is null)
            return Read(cardNumber, expiryDate, cvv2, settings.Cvv2Requirement, out var typed) is { } wrong ? (null, wrong) : (typed, null);
        if (ReadCvv(cvv2, settings.Cvv2Requirement, out var cvv) is { } missing)
            return (null, missing);
        return await savedCards.FindAsync(opened.Order, settings, hash, cvv, cancellation) is { } kept ? (kept, null) : (null, new CheckoutError(NoSuchCard));
    }

    private static CheckoutError? ReadCvv(string? typed, string requirement, out string? cvv)
    {
        cvv = requirement == CheckoutPrice.Absent || (requirement != CheckoutPrice.Mandatory && typed is "") ? null : typed;
        return (cvv is null ? requirement == CheckoutPrice.Mandatory : cvv.Length is not (3 or 4) || !cvv.All(char.IsAsciiDigit))
            ? new CheckoutError(InvalidCvv, "cvv2")
            : null;
    }
}
