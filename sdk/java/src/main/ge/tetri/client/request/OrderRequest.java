package ge.tetri.client.request;

/** An order that is to be paid. */
public final class OrderRequest extends OrderMembers<OrderRequest> {

}
