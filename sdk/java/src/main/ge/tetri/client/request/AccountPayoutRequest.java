package ge.tetri.client.request;

/** Money that goes out to a bank account. */
public final class AccountPayoutRequest extends OrderMembers<AccountPayoutRequest> {
    public AccountPayoutRequest receiverIban(String value) {
        return set("receiver_iban", value);
    }
}
