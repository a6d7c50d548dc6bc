package ge.tetri.client;

import ge.tetri.client.answer.DirectPayment;
import ge.tetri.client.answer.Order;
import ge.tetri.client.request.CardOrderRequest;
import ge.tetri.client.request.RecurringRequest;
import ge.tetri.client.request.Step2Request;

/** Cards in the shop's own hands, and cards that the gateway stored. */
public final class Cards {
    private final Caller caller;

    Cards(Caller caller) {
        this.caller = caller;
    }

    /** Creates an order and asks a card for it (PCI DSS). */
    public DirectPayment step1(CardOrderRequest request) {
        return step1(request, CallOptions.NONE);
    }

    /** Creates an order and asks a card for it (PCI DSS). */
    public DirectPayment step1(CardOrderRequest request, CallOptions options) {
        return caller.call(Operation.STEP1, request, options);
    }

    /** Goes on with what the issuer sent back. */
    public DirectPayment step2(Step2Request request) {
        return step2(request, CallOptions.NONE);
    }

    /** Goes on with what the issuer sent back. */
    public DirectPayment step2(Step2Request request, CallOptions options) {
        return caller.call(Operation.STEP2, request, options);
    }

    /** Creates an order and charges a stored card, without its payer. */
    public Order recurring(RecurringRequest request) {
        return recurring(request, CallOptions.NONE);
    }

    /** Creates an order and charges a stored card, without its payer. */
    public Order recurring(RecurringRequest request, CallOptions options) {
        return caller.call(Operation.RECURRING, request, options);
    }
}
