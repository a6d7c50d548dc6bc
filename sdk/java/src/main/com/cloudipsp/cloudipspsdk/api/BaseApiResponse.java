package com.cloudipsp.cloudipspsdk.api;

import com.cloudipsp.cloudipspsdk.exceptions.CloudIpspException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONObject;

/** An answer of the gateway, opened where it came in version 2.0. */
public class BaseApiResponse {
    private final Object answer;

    BaseApiResponse(Object answer) {
        this.answer = answer;
    }

    /** The members of the answer. */
    public JSONObject getParsedResponse() {
        return answer instanceof Map ? (JSONObject) json(answer) : new JSONObject();
    }

    /** The same: what came in version 2.0 is opened already. */
    public JSONObject getResponse() {
        return getParsedResponse();
    }

    /** Transactions, or orders of a report. */
    public JSONArray getTransactionList() {
        return answer instanceof List ? (JSONArray) json(answer) : new JSONArray();
    }

    public URI getCheckoutUrl() {
        Object address = answer instanceof Map ? ((Map<?, ?>) answer).get("checkout_url") : null;
        if (address == null) {
            throw new CloudIpspException("checkout_url not in response", null, null);
        }
        return URI.create(address.toString());
    }

    /** A refusal is thrown, so an answer that is here is a success. */
    public boolean isSuccess() {
        return true;
    }

    @Override
    public String toString() {
        return json(answer).toString();
    }

    private static Object json(Object value) {
        if (value instanceof Map) {
            JSONObject object = new JSONObject();
            ((Map<?, ?>) value).forEach((name, member) -> object.put(name.toString(), json(member)));
            return object;
        }
        if (value instanceof List) {
            JSONArray array = new JSONArray();
            ((List<?>) value).forEach(each -> array.put(json(each)));
            return array;
        }
        return value == null ? JSONObject.NULL : value;
    }
}
