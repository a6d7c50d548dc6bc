package com.cloudipsp.cloudipspsdk.api;

import com.cloudipsp.cloudipspsdk.Configuration;
import org.json.JSONObject;

/** Orders, by the published client's names. */
public class PaymentApi extends BaseApiRequest {
    public PaymentApi(Configuration configuration) {
        super(configuration);
    }

    public BaseApiResponse paymentUrl(JSONObject request) {
        return create("checkout.url", request, version());
    }

    public BaseApiResponse paymentToken(JSONObject request) {
        return create("checkout.token", request, version());
    }

    public BaseApiResponse paymentVerificationUrl(JSONObject request) {
        if (!request.has("verification_type")) {
            request.put("verification_type", "amount");
        }
        if (!request.has("amount")) {
            request.put("amount", 0);
        }
        return create("checkout.verification", request, version());
    }

    public BaseApiResponse paymentSubscriptions(JSONObject request) {
        request.put("subscription", "Y");
        return create("checkout.url", request, "2.0");
    }

    public BaseApiResponse paymentSplit(JSONObject request) {
        require(request, "receiver", "operation_id");
        return create("orders.settle", request, "2.0");
    }

    /** Spelt as the published client spells it. */
    public BaseApiResponse paymentRecurrig(JSONObject request) {
        require(request, "rectoken");
        return create("cards.recurring", request, version());
    }
}
