package ge.tetri.client.request;

/** An order with the card that pays it, for shops that may handle card numbers (PCI DSS). */
public final class CardOrderRequest extends OrderMembers<CardOrderRequest> {
    public CardOrderRequest cardNumber(String value) {
        return set("card_number", value);
    }

    /** MMYY. */
    public CardOrderRequest expiryDate(String value) {
        return set("expiry_date", value);
    }

    public CardOrderRequest cvv2(String value) {
        return set("cvv2", value);
    }
}
