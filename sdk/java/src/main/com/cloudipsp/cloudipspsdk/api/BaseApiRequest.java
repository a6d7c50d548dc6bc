package com.cloudipsp.cloudipspsdk.api;

import com.cloudipsp.cloudipspsdk.Configuration;
import com.cloudipsp.cloudipspsdk.exceptions.CloudIpspException;
import ge.tetri.client.TetriClient;
import ge.tetri.client.TetriClientOptions;
import ge.tetri.client.error.TetriException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.json.JSONArray;
import org.json.JSONObject;

/** From the published client's calls to those of ge.tetri.client. */
abstract class BaseApiRequest {
    private final Configuration configuration;

    BaseApiRequest(Configuration configuration) {
        this.configuration = configuration;
    }

    /** An order that leaves its name and description to the client. */
    final BaseApiResponse create(String operation, JSONObject request, String version) {
        Map<String, Object> members = members(request);
        members.putIfAbsent("order_id", UUID.randomUUID().toString());
        members.putIfAbsent("order_desc", "Order " + members.get("order_id"));
        return send(operation, members, version);
    }

    final BaseApiResponse send(String operation, JSONObject request) {
        return send(operation, members(request), configuration.getVersion());
    }

    final String version() {
        return configuration.getVersion();
    }

    static void require(JSONObject request, String... names) {
        for (String name : names) {
            if (!request.has(name)) {
                throw new CloudIpspException(name + " is required", null, null);
            }
        }
    }

    static Map<String, Object> members(JSONObject request) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Iterator<?> names = request.keys(); names.hasNext();) {
            String name = (String) names.next();
            members.put(name, plain(request.get(name)));
        }
        return members;
    }

    private BaseApiResponse send(String operation, Map<String, Object> members, String version) {
        String address = configuration.getOverrideApiURL();
        try {
            TetriClient client = new TetriClient(new TetriClientOptions()
                .merchantId(configuration.getMerchantId() == null ? 0 : configuration.getMerchantId())
                .secretKey(configuration.getSecretKey())
                .creditKey(configuration.getCreditKey())
                .version(version)
                .tries(Math.max(1, configuration.getMaxRetries()))
                .baseUrl(address == null || address.contains("://") ? address : "https://" + address));
            return new BaseApiResponse(client.call(operation, members));
        } catch (TetriException error) {
            throw new CloudIpspException(error.getMessage(), error.code() == null ? null : error.code().toString(), error.requestId(), error);
        }
    }

    private static Object plain(Object value) {
        if (value instanceof JSONObject) {
            return members((JSONObject) value);
        }
        if (value instanceof JSONArray) {
            List<Object> values = new ArrayList<>();
            for (int place = 0; place < ((JSONArray) value).length(); place++) {
                values.add(plain(((JSONArray) value).get(place)));
            }
            return values;
        }
        return JSONObject.NULL.equals(value) ? null : value;
    }
}
