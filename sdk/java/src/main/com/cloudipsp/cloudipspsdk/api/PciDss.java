package com.cloudipsp.cloudipspsdk.api;

import com.cloudipsp.cloudipspsdk.Configuration;
import org.json.JSONObject;

/** Cards in the shop's own hands, by the published client's names. */
public class PciDss extends BaseApiRequest {
    public PciDss(Configuration configuration) {
        super(configuration);
    }

    public BaseApiResponse p2pCredit(JSONObject request) {
        return create("payouts.to_card", request, version());
    }

    public BaseApiResponse stepOne(JSONObject request) {
        require(request, "card_number", "cvv2", "expiry_date");
        return create("cards.step1", request, version());
    }

    public BaseApiResponse stepTwo(JSONObject request) {
        return send("cards.step2", request);
    }
}
