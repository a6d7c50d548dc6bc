package com.cloudipsp.cloudipspsdk.api;

import com.cloudipsp.cloudipspsdk.Configuration;
import org.json.JSONObject;

/** What follows an order, by the published client's names. */
public class OrderApi extends BaseApiRequest {
    public OrderApi(Configuration configuration) {
        super(configuration);
    }

    public BaseApiResponse Capture(JSONObject request) {
        return ofOrder("orders.capture", request);
    }

    public BaseApiResponse Reverse(JSONObject request) {
        return ofOrder("orders.reverse", request);
    }

    public BaseApiResponse Status(JSONObject request) {
        return ofOrder("orders.status", request);
    }

    public BaseApiResponse TransactionList(JSONObject request) {
        return ofOrder("orders.transactions", request);
    }

    public BaseApiResponse SubscriptionStop(JSONObject request) {
        return ofOrder("subscriptions.stop", request);
    }

    public BaseApiResponse Reports(JSONObject request) {
        require(request, "date_from", "date_to");
        return send("orders.report", request);
    }

    private BaseApiResponse ofOrder(String operation, JSONObject request) {
        require(request, "order_id");
        return send(operation, request);
    }
}
