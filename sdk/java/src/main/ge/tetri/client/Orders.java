package ge.tetri.client;

import ge.tetri.client.answer.Capture;
import ge.tetri.client.answer.FiscalData;
import ge.tetri.client.answer.Order;
import ge.tetri.client.answer.Reversal;
import ge.tetri.client.answer.Settlement;
import ge.tetri.client.answer.Transaction;
import ge.tetri.client.request.CaptureRequest;
import ge.tetri.client.request.ReportRequest;
import ge.tetri.client.request.ReverseByPaymentIdRequest;
import ge.tetri.client.request.ReverseRequest;
import ge.tetri.client.request.SettlementRequest;
import ge.tetri.client.request.StatusByPaymentIdRequest;
import ge.tetri.client.request.StatusRequest;
import java.util.List;

/** What became of orders, and what follows their approval. */
public final class Orders {
    private final Caller caller;

    Orders(Caller caller) {
        this.caller = caller;
    }

    /** An order as it stands. */
    public Order status(StatusRequest request) {
        return status(request, CallOptions.NONE);
    }

    /** An order as it stands. */
    public Order status(StatusRequest request, CallOptions options) {
        return caller.call(Operation.STATUS, request, options);
    }

    /** An order as it stands. */
    public Order statusByPaymentId(StatusByPaymentIdRequest request) {
        return statusByPaymentId(request, CallOptions.NONE);
    }

    /** An order as it stands. */
    public Order statusByPaymentId(StatusByPaymentIdRequest request, CallOptions options) {
        return caller.call(Operation.STATUS_BY_PAYMENT_ID, request, options);
    }

    /** Takes what an order with preauth holds, or a part of it. */
    public Capture capture(CaptureRequest request) {
        return capture(request, CallOptions.NONE);
    }

    /** Takes what an order with preauth holds, or a part of it. */
    public Capture capture(CaptureRequest request, CallOptions options) {
        return caller.call(Operation.CAPTURE, request, options);
    }

    /** Gives a payment back, whole or in parts. */
    public Reversal reverse(ReverseRequest request) {
        return reverse(request, CallOptions.NONE);
    }

    /** Gives a payment back, whole or in parts. */
    public Reversal reverse(ReverseRequest request, CallOptions options) {
        return caller.call(Operation.REVERSE, request, options);
    }

    /** Gives a payment back, whole or in parts. */
    public Reversal reverseByPaymentId(ReverseByPaymentIdRequest request) {
        return reverseByPaymentId(request, CallOptions.NONE);
    }

    /** Gives a payment back, whole or in parts. */
    public Reversal reverseByPaymentId(ReverseByPaymentIdRequest request, CallOptions options) {
        return caller.call(Operation.REVERSE_BY_PAYMENT_ID, request, options);
    }

    /** Divides a payment among merchants. */
    public Settlement settle(SettlementRequest request) {
        return settle(request, CallOptions.NONE);
    }

    /** Divides a payment among merchants. */
    public Settlement settle(SettlementRequest request, CallOptions options) {
        return caller.call(Operation.SETTLE, request, options);
    }

    /** What was tried and done for an order. Amounts are minor units, though the wire has major ones. */
    public List<Transaction> transactions(StatusRequest request) {
        return transactions(request, CallOptions.NONE);
    }

    /** What was tried and done for an order. Amounts are minor units, though the wire has major ones. */
    public List<Transaction> transactions(StatusRequest request, CallOptions options) {
        return caller.call(Operation.TRANSACTIONS, request, options);
    }

    /** Orders of at most 31 days, at most 10 000 of them. */
    public List<Order> report(ReportRequest request) {
        return report(request, CallOptions.NONE);
    }

    /** Orders of at most 31 days, at most 10 000 of them. */
    public List<Order> report(ReportRequest request, CallOptions options) {
        return caller.call(Operation.REPORT, request, options);
    }

    /** What there is of an order's fiscal receipts. */
    public FiscalData fiscalData(StatusRequest request) {
        return fiscalData(request, CallOptions.NONE);
    }

    /** What there is of an order's fiscal receipts. */
    public FiscalData fiscalData(StatusRequest request, CallOptions options) {
        return caller.call(Operation.FISCAL_DATA, request, options);
    }
}
