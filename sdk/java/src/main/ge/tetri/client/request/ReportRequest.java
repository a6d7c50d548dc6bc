package ge.tetri.client.request;

import java.time.Instant;

/** The time of a report. */
public final class ReportRequest extends Request<ReportRequest> {
    public ReportRequest dateFrom(Instant value) {
        return set("date_from", value);
    }

    public ReportRequest dateTo(Instant value) {
        return set("date_to", value);
    }

    /** Goes on behind the last payment of the report before. */
    public ReportRequest afterPaymentId(String value) {
        return set("after_payment_id", value);
    }
}
