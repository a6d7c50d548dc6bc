package ge.tetri.client;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What there is to ask of the gateway; the same as spec/client/operations.json, and a test compares them. */
enum Operation {
    CHECKOUT_URL("checkout.url", "checkout/url", Repeat.KEY, "checkout", Signed.WHEN_PRESENT),
    CHECKOUT_TOKEN("checkout.token", "checkout/token", Repeat.KEY, "token", Signed.NO),
    CHECKOUT_FORM("checkout.form", "checkout/redirect", Repeat.BROWSER, "form", Signed.NO),
    CHECKOUT_VERIFICATION("checkout.verification", "checkout/url", Repeat.KEY, "checkout", Signed.WHEN_PRESENT),
    STATUS("orders.status", "status/order_id", Repeat.READ, "order", Signed.REQUIRED),
    STATUS_BY_PAYMENT_ID("orders.status_by_payment_id", "status/payment_id", Repeat.READ, "order", Signed.REQUIRED),
    CAPTURE("orders.capture", "capture/order_id", Repeat.SAME, "capture", Signed.REQUIRED),
    REVERSE("orders.reverse", "reverse/order_id", Repeat.SAME, "reversal", Signed.REQUIRED),
    REVERSE_BY_PAYMENT_ID("orders.reverse_by_payment_id", "reverse/payment_id", Repeat.SAME, "reversal", Signed.REQUIRED),
    SETTLE("orders.settle", "settlement", Repeat.ONCE, "settlement", Signed.REQUIRED),
    TRANSACTIONS("orders.transactions", "transaction_list", Repeat.READ, "transactions", Signed.NO),
    REPORT("orders.report", "reports", Repeat.READ, "orders", Signed.ROWS),
    FISCAL_DATA("orders.fiscal_data", "fiscal_data", Repeat.READ, "fiscal", Signed.NO),
    STEP1("cards.step1", "3dsecure_step1", Repeat.KEY, "direct", Signed.WHEN_PRESENT),
    STEP2("cards.step2", "3dsecure_step2", Repeat.SAME, "direct", Signed.WHEN_PRESENT),
    RECURRING("cards.recurring", "recurring", Repeat.KEY, "order", Signed.REQUIRED),
    PAYOUT_TO_CARD("payouts.to_card", "p2pcredit", Repeat.ONCE, "order", Signed.REQUIRED),
    PAYOUT_TO_ACCOUNT("payouts.to_account", "ibancredit", Repeat.ONCE, "order", Signed.REQUIRED),
    SUBSCRIPTION_START("subscriptions.start", "subscription", Repeat.SAME, "subscription", Signed.REQUIRED),
    SUBSCRIPTION_STOP("subscriptions.stop", "subscription", Repeat.SAME, "subscription", Signed.REQUIRED);

    /** How a request may be repeated; spec/client/README.md says what each word means. */
    enum Repeat { READ, KEY, SAME, ONCE, BROWSER }

    /** Whether the answer is signed. */
    enum Signed { REQUIRED, WHEN_PRESENT, ROWS, NO }

    private static final int PAYMENT_SECONDS = 75;
    private static final int REPORT_SECONDS = 120;
    private static final int SECONDS = 30;

    final String name;
    final String path;
    final Repeat repeat;
    final String answer;
    final Signed signed;

    Operation(String name, String path, Repeat repeat, String answer, Signed signed) {
        this.name = name;
        this.path = path;
        this.repeat = repeat;
        this.answer = answer;
        this.signed = signed;
    }

    boolean isCredit() {
        return this == PAYOUT_TO_CARD || this == PAYOUT_TO_ACCOUNT;
    }

    /** Seconds for one try. */
    int timeout() {
        switch (this) {
            case REPORT:
                return REPORT_SECONDS;
            case CAPTURE:
            case REVERSE:
            case REVERSE_BY_PAYMENT_ID:
            case STEP1:
            case STEP2:
            case RECURRING:
            case PAYOUT_TO_CARD:
            case PAYOUT_TO_ACCOUNT:
                return PAYMENT_SECONDS;
            default:
                return SECONDS;
        }
    }

    List<String> formats() {
        switch (this) {
            case CHECKOUT_FORM:
                return Collections.singletonList("form");
            case SETTLE:
            case TRANSACTIONS:
            case REPORT:
                return Collections.singletonList("json");
            default:
                return Arrays.asList("json", "form");
        }
    }

    List<String> versions() {
        switch (this) {
            case SETTLE:
                return Collections.singletonList("2.0");
            case CHECKOUT_FORM:
            case TRANSACTIONS:
                return Arrays.asList("1.0", "1.0.1");
            default:
                return Arrays.asList("1.0", "1.0.1", "2.0");
        }
    }

    boolean isVersionSent() {
        return this != TRANSACTIONS;
    }

    /** Members that the operation itself sets. */
    Map<String, String> adds() {
        switch (this) {
            case CHECKOUT_VERIFICATION:
                return Collections.singletonMap("verification", "Y");
            case SETTLE:
                return Collections.singletonMap("order_type", "settlement");
            case SUBSCRIPTION_START:
                return Collections.singletonMap("action", "start");
            case SUBSCRIPTION_STOP:
                return Collections.singletonMap("action", "stop");
            default:
                return Collections.emptyMap();
        }
    }

    /** A member that is made where the caller gives none, or null. */
    String made() {
        return this == REVERSE || this == REVERSE_BY_PAYMENT_ID ? "reverse_id" : null;
    }
}
