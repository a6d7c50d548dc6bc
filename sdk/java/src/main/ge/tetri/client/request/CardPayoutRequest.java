package ge.tetri.client.request;

/** Money that goes out to a card. */
public final class CardPayoutRequest extends OrderMembers<CardPayoutRequest> {
    public CardPayoutRequest receiverCardNumber(String value) {
        return set("receiver_card_number", value);
    }

    /** A stored card. */
    public CardPayoutRequest receiverRectoken(String value) {
        return set("receiver_rectoken", value);
    }
}
