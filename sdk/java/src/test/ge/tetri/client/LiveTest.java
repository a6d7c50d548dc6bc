package ge.tetri.client;

import ge.tetri.client.error.SignatureException;
import ge.tetri.client.error.TetriException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** spec/client/live.json with a running gateway; test/Sdk/run.sh starts one. */
final class LiveTest {
    private static Map<String, Object> live;

    private LiveTest() {
    }

    static void run() throws Exception {
        live = Wire.members(Tests.readJson("spec/client/live.json"));
        for (Object each : (List<?>) live.get("cases")) {
            Map<String, Object> row = Wire.members(each);
            if (Tests.isLive()) {
                Tests.test("live: " + row.get("name"), () -> run(row));
            } else {
                Tests.skip("live: " + row.get("name"), "no running gateway, test/Sdk/run.sh starts one");
            }
        }
    }

    private static void run(Map<String, Object> row) throws Exception {
        Map<String, String> kept = new TreeMap<>();
        kept.put("unique", "java-" + UUID.randomUUID());
        kept.put("callbacks", System.getenv("TETRI_CALLBACKS") + "/callback");
        for (Object each : (List<?>) row.get("steps")) {
            Map<String, Object> step = Wire.members(each);
            Map<String, Object> expect = Wire.members(filled(step.get("expect"), kept));
            TetriClient client = new TetriClient(Calls.options(settings(row, step)));
            Object result = null;
            TetriException error = null;
            try {
                result = Calls.canonical(step.containsKey("callback")
                    ? readCallback(client, Wire.members(filled(step.get("callback"), kept)), step.containsKey("refuses_changes"))
                    : call(client, step, kept));
            } catch (TetriException thrown) {
                error = thrown;
            }
            if (error != null && !expect.containsKey("error")) {
                throw error;
            }
            if (expect.containsKey("error")) {
                Tests.isTrue(error != null, "an error was expected");
                contains(facts(error), expect.get("error"));
            }
            if (expect.containsKey("result")) {
                contains(result, expect.get("result"));
            }
            if (expect.containsKey("rows")) {
                Tests.equal(expect.get("rows"), (long) ((List<?>) result).size(), "rows");
            }
            if (expect.containsKey("row")) {
                Tests.isTrue(((List<?>) result).stream().anyMatch(found -> holds(found, expect.get("row"))), "no row with " + expect.get("row"));
            }
            for (Map.Entry<String, Object> keep : Wire.members(step.getOrDefault("keep", new LinkedHashMap<>())).entrySet()) {
                Object value = result;
                for (String member : keep.getValue().toString().split("\\.")) {
                    value = Wire.members(value).get(member);
                }
                kept.put(keep.getKey(), value.toString());
            }
        }
    }

    private static Map<String, Object> settings(Map<String, Object> row, Map<String, Object> step) throws Unreadable {
        Map<String, Object> settings = new LinkedHashMap<>(Wire.members(live.get("client")));
        settings.putAll(Wire.members(row.getOrDefault("client", new LinkedHashMap<>())));
        settings.putAll(Wire.members(step.getOrDefault("client", new LinkedHashMap<>())));
        return settings;
    }

    private static Object call(TetriClient client, Map<String, Object> step, Map<String, String> kept) throws Exception {
        Map<String, Object> args = new LinkedHashMap<>(Wire.members(filled(step.get("args"), kept)));
        args.replaceAll((name, value) -> value instanceof Map && ((Map<?, ?>) value).containsKey("time") ? day((String) ((Map<?, ?>) value).get("time")) : value);
        try {
            Map<String, Object> options = Wire.members(filled(step.getOrDefault("options", new LinkedHashMap<>()), kept));
            return Calls.call(client, (String) step.get("call"), args, Calls.callOptions(options));
        } catch (Exception | Error expected) {
            throw expected;
        } catch (Throwable other) {
            throw new AssertionError(other);
        }
    }

    private static Object readCallback(TetriClient client, Map<String, Object> wanted, boolean refusesChanges) throws Exception {
        String query = "order_id=" + encoded(wanted.get("order_id")) + "&holds=" + encoded(wanted.get("holds"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("TETRI_CALLBACKS") + "/of?" + query)).build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        Tests.equal(200, response.statusCode(), response.body());
        String contentType = response.headers().firstValue("content-type").orElse(null);
        if (refusesChanges) {
            refuses(client, response.body(), contentType);
        }
        return client.callbacks().read(response.body().getBytes(StandardCharsets.UTF_8), contentType);
    }

    private static void refuses(TetriClient client, String body, String contentType) throws Exception {
        Map<String, Object> message = Wire.members(Json.read(body));
        String data = (String) message.get("data");
        List<Map<String, Object>> changed = new ArrayList<>();
        if (data != null) {
            changed.add(with(message, "data", data.substring(0, 40) + (data.charAt(40) == 'A' ? 'B' : 'A') + data.substring(41)));
            changed.add(with(message, "data", data.substring(4)));
        } else {
            changed.add(with(message, "amount", "1001"));
            changed.add(with(message, "extra", "1"));
            Map<String, Object> removed = new LinkedHashMap<>(message);
            removed.remove("approval_code");
            changed.add(removed);
        }
        changed.add(with(message, "signature", ""));
        Map<String, Object> unsigned = new LinkedHashMap<>(message);
        unsigned.remove("signature");
        changed.add(unsigned);
        for (Map<String, Object> each : changed) {
            Tests.thrown(SignatureException.class, () -> client.callbacks().read(Json.write(each), contentType));
        }
        TetriClient stranger = new TetriClient(new TetriClientOptions().merchantId(1549901).secretKey("another").creditKey("another"));
        Tests.thrown(SignatureException.class, () -> stranger.callbacks().read(body, contentType));

        List<String> names = new ArrayList<>(message.keySet());
        Collections.reverse(names);
        Map<String, Object> reordered = new LinkedHashMap<>();
        names.forEach(name -> reordered.put(name, message.get(name)));
        Tests.equal(client.callbacks().read(body, contentType).members(), client.callbacks().read(Json.write(reordered), contentType).members(), "reordered");
    }

    private static Map<String, Object> with(Map<String, Object> message, String name, String value) {
        Map<String, Object> changed = new LinkedHashMap<>(message);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, Object> facts(TetriException error) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", error.kind());
        facts.put("code", error.code() == null ? null : error.code().longValue());
        facts.put("message", error.getMessage());
        facts.put("request_id", error.requestId());
        facts.put("retryable", error.isRetryable());
        facts.put("outcome_unknown", error.isOutcomeUnknown());
        return facts;
    }

    private static Object filled(Object value, Map<String, String> kept) throws Unreadable {
        String text = Json.write(value);
        for (Map.Entry<String, String> each : kept.entrySet()) {
            text = text.replace("{" + each.getKey() + "}", each.getValue());
        }
        return Json.read(text);
    }

    private static void contains(Object found, Object expected) {
        Tests.isTrue(holds(found, expected), "expected " + expected + " but found " + found);
    }

    private static boolean holds(Object found, Object expected) {
        if (!(expected instanceof Map)) {
            return expected.equals(found);
        }
        Map<?, ?> members = (Map<?, ?>) expected;
        if (members.containsKey("matches")) {
            return found != null && java.util.regex.Pattern.compile((String) members.get("matches")).matcher(found.toString()).find();
        }
        return found instanceof Map && members.entrySet().stream().allMatch(member -> holds(((Map<?, ?>) found).get(member.getKey()), member.getValue()));
    }

    private static Instant day(String name) {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return name.equals("tomorrow") ? today.plus(1, ChronoUnit.DAYS) : today;
    }

    private static String encoded(Object value) {
        return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }
}
