package ge.tetri.client;

import ge.tetri.client.answer.Order;
import ge.tetri.client.request.AccountPayoutRequest;
import ge.tetri.client.request.CardPayoutRequest;

/** Money that goes out; signed with the credit key. */
public final class Payouts {
    private final Caller caller;

    Payouts(Caller caller) {
        this.caller = caller;
    }

    /** To a card. */
    public Order toCard(CardPayoutRequest request) {
        return toCard(request, CallOptions.NONE);
    }

    /** To a card. */
    public Order toCard(CardPayoutRequest request, CallOptions options) {
        return caller.call(Operation.PAYOUT_TO_CARD, request, options);
    }

    /** To a bank account. */
    public Order toAccount(AccountPayoutRequest request) {
        return toAccount(request, CallOptions.NONE);
    }

    /** To a bank account. */
    public Order toAccount(AccountPayoutRequest request, CallOptions options) {
        return caller.call(Operation.PAYOUT_TO_ACCOUNT, request, options);
    }
}
