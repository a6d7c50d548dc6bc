package ge.tetri.client;

import ge.tetri.client.answer.CheckoutAddress;
import ge.tetri.client.answer.CheckoutForm;
import ge.tetri.client.answer.CheckoutToken;
import ge.tetri.client.request.OrderRequest;

/** Ways to send a payer to the hosted page. */
public final class Checkout {
    private final Caller caller;

    Checkout(Caller caller) {
        this.caller = caller;
    }

    /** Creates an order; send the payer to its checkoutUrl. */
    public CheckoutAddress url(OrderRequest request) {
        return url(request, CallOptions.NONE);
    }

    /** Creates an order; send the payer to its checkoutUrl. */
    public CheckoutAddress url(OrderRequest request, CallOptions options) {
        return caller.call(Operation.CHECKOUT_URL, request, options);
    }

    /** Creates an order for a page of the shop's own, which takes the token. */
    public CheckoutToken token(OrderRequest request) {
        return token(request, CallOptions.NONE);
    }

    /** Creates an order for a page of the shop's own, which takes the token. */
    public CheckoutToken token(OrderRequest request, CallOptions options) {
        return caller.call(Operation.CHECKOUT_TOKEN, request, options);
    }

    /** A signed form that the payer's browser posts. Nothing is sent from here. */
    public CheckoutForm form(OrderRequest request) {
        return caller.form(request);
    }

    /** Proves a card and takes nothing. */
    public CheckoutAddress verification(OrderRequest request) {
        return verification(request, CallOptions.NONE);
    }

    /** Proves a card and takes nothing. */
    public CheckoutAddress verification(OrderRequest request, CallOptions options) {
        return caller.call(Operation.CHECKOUT_VERIFICATION, request, options);
    }
}
