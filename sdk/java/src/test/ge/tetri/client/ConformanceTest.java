package ge.tetri.client;

import ge.tetri.client.error.TetriException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cases of spec/client. */
final class ConformanceTest {
    private static Map<String, Object> index;

    private ConformanceTest() {
    }

    static void run() throws Exception {
        index = Wire.members(Tests.readJson("spec/client/cases/index.json"));
        Map<String, Object> lacks = Wire.members(Wire.members(Tests.readJson("sdk/java/conformance.json")).get("lacks"));
        Map<String, Object> results = new LinkedHashMap<>();
        for (Object file : (List<?>) index.get("files")) {
            Map<String, Object> theme = new LinkedHashMap<>();
            for (Object each : (List<?>) Wire.members(Tests.readJson("spec/client/cases/" + file)).get("cases")) {
                Map<String, Object> row = Wire.members(each);
                String name = (String) row.get("name");
                Object lack = ((List<?>) row.getOrDefault("needs", Collections.emptyList())).stream().filter(lacks::containsKey).findFirst().orElse(null);
                if (lack != null) {
                    Tests.skip(file + " " + name, "no " + lack + ", " + lacks.get(lack));
                    theme.put(name, "skipped: " + lacks.get(lack));
                } else {
                    theme.put(name, Tests.test(file + " " + name, () -> run(row)) ? "passed" : "failed");
                }
            }
            results.put(file.toString().replace(".json", ""), theme);
        }
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("language", "java");
        outcome.put("version", Version.VALUE);
        outcome.put("ran_on", "Java " + System.getProperty("java.version"));
        outcome.put("cases", results);
        Files.createDirectories(Tests.ROOT.resolve("artifacts/sdk"));
        Files.write(Tests.ROOT.resolve("artifacts/sdk/java.json"), (Json.write(outcome) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void run(Map<String, Object> row) throws Exception {
        known(row, "name", "needs", "client", "env", "random", "call", "args", "options", "replies", "expect");
        Map<String, Object> expect = Wire.members(row.get("expect"));
        known(expect, "requests", "result", "error", "delays", "text_without");
        Map<String, Object> options = new LinkedHashMap<>(Wire.members(row.getOrDefault("options", new LinkedHashMap<>())));
        Object abort = options.remove("abort");
        Faked around = new Faked(row, "in_wait".equals(abort));

        Object result = null;
        TetriException error = null;
        if ("before".equals(abort)) {
            Thread.currentThread().interrupt();
        }
        try {
            result = call((String) row.get("call"), settings(row), around, Wire.members(row.get("args")), options);
        } catch (TetriException thrown) {
            error = thrown;
        } catch (Throwable other) {
            throw new AssertionError(other);
        } finally {
            Thread.interrupted();
        }
        if (error != null && !expect.containsKey("error")) {
            throw error;
        }
        Tests.isTrue(around.replies.isEmpty(), "a reply that nobody asked for");
        if (expect.containsKey("error")) {
            matchesError(error, Wire.members(expect.get("error")));
        }
        if (expect.containsKey("result")) {
            if (result instanceof Callbacks.Built) {
                Callbacks.Built built = (Callbacks.Built) result;
                matchesBody(built.body(), built.contentType(), Wire.members(expect.get("result")), false);
            } else {
                Tests.equal(expect.get("result"), Calls.canonical(result), "result");
            }
        }
        if (expect.containsKey("delays")) {
            Tests.equal(expect.get("delays"), around.delays, "delays");
        }
        if (expect.containsKey("requests")) {
            List<?> expected = (List<?>) expect.get("requests");
            Tests.equal(expected.size(), around.requests.size(), "number of tries");
            for (int place = 0; place < expected.size(); place++) {
                matchesRequest(around.requests.get(place), around.timeouts.get(place), Wire.members(expected.get(place)));
            }
        }
        for (Object secret : (List<?>) expect.getOrDefault("text_without", Collections.emptyList())) {
            Tests.isTrue(!printed(error != null ? error : result).contains(secret.toString()), secret + " was told");
        }
    }

    private static Map<String, Object> settings(Map<String, Object> row) throws Unreadable {
        Map<String, Object> settings = new LinkedHashMap<>(Wire.members(index.get("client")));
        settings.putAll(Wire.members(row.getOrDefault("client", new LinkedHashMap<>())));
        return settings;
    }

    private static Object call(String call, Map<String, Object> settings, Faked around, Map<String, Object> args, Map<String, Object> options) throws Throwable {
        TetriClientOptions given = Calls.options(settings);
        TetriClient client = new TetriClient(given, around);
        switch (call) {
            case "client.new":
                return Collections.singletonMap("base_url", client.baseUrl());
            case "client.text":
                return client + " " + given;
            case "callback.read":
                return client.callbacks().read((String) args.get("body"), (String) args.get("content_type"));
            case "callback.build":
                return client.callbacks().build(Wire.members(args.get("members")), (String) args.getOrDefault("version", "1.0.1"), (String) args.getOrDefault("format", "json"));
            case "money.to_major":
                return Money.toMajor((Long) args.get("minor"), (String) args.get("currency"));
            case "money.to_minor":
                return Money.toMinor((String) args.get("major"), (String) args.get("currency"));
            default:
                Map<String, Object> members = new LinkedHashMap<>(args);
                members.replaceAll((name, value) -> value instanceof Map && ((Map<?, ?>) value).containsKey("time") ? Instant.parse((String) ((Map<?, ?>) value).get("time")) : value);
                return Calls.call(client, call, members, Calls.callOptions(options));
        }
    }

    private static void matchesRequest(Transport.Request request, Duration timeout, Map<String, Object> expected) throws Exception {
        Map<String, Object> body = new LinkedHashMap<>(expected);
        Tests.equal(body.getOrDefault("url", request.url), request.url, "url");
        Tests.equal(body.getOrDefault("timeout_ms", timeout.toMillis()), timeout.toMillis(), "timeout");
        body.keySet().removeAll(Arrays.asList("method", "url", "timeout_ms", "headers"));
        for (Map.Entry<String, Object> header : Wire.members(expected.getOrDefault("headers", new LinkedHashMap<>())).entrySet()) {
            String sent = request.headers.get(header.getKey());
            if (header.getValue() instanceof Map) {
                String pattern = (String) Wire.members(header.getValue()).get("matches");
                Tests.isTrue(sent != null && sent.matches(pattern), header.getKey() + ": " + sent);
            } else {
                Tests.equal(header.getValue(), sent, header.getKey());
            }
        }
        matchesBody(request.body, request.headers.get("content-type"), body, true);
    }

    private static void matchesBody(String body, String contentType, Map<String, Object> expected, boolean isRequest) throws Exception {
        known(expected, "json", "form", "order", "signed_with", "content_type");
        Tests.equal(expected.getOrDefault("content_type", contentType), contentType, "content type");
        if (expected.containsKey("json")) {
            Tests.equal(expected.get("json"), Json.read(body), "body");
        }
        if (expected.containsKey("form")) {
            Tests.equal(expected.get("form"), Wire.readForm(body), "body");
        }
        if (expected.containsKey("order")) {
            Map<String, Object> sent = Wire.members(Json.read(body));
            sent = isRequest ? Wire.members(sent.get("request")) : sent;
            String data = (String) sent.get("data");
            Tests.equal("2.0", sent.get("version"), "version");
            Tests.equal(Collections.singletonMap("order", expected.get("order")), Json.read(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8)), "order");
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((expected.get("signed_with") + "|" + data).getBytes(StandardCharsets.UTF_8));
            StringBuilder hex = new StringBuilder();
            for (byte part : digest) {
                hex.append(String.format("%02x", part));
            }
            Tests.equal(hex.toString(), sent.get("signature"), "signature");
        }
    }

    private static void matchesError(TetriException error, Map<String, Object> expected) {
        Tests.isTrue(error != null, "an error was expected");
        Map<String, Object> found = new TreeMap<>();
        found.put("kind", error.kind());
        found.put("reason", error.reason());
        found.put("code", error.code() == null ? null : error.code().longValue());
        found.put("message", error.getMessage());
        found.put("request_id", error.requestId());
        found.put("status", error.status() == null ? null : error.status().longValue());
        found.put("retryable", error.isRetryable());
        found.put("retry_after_s", error.retryAfter() == null ? null : error.retryAfter().getSeconds());
        found.put("outcome_unknown", error.isOutcomeUnknown());
        found.put("tries", (long) error.tries());
        expected.forEach((name, value) -> {
            Tests.isTrue(found.containsKey(name), "the runner does not know " + name);
            Tests.equal(value, found.get(name), name + " of " + error);
        });
    }

    private static String printed(Object value) {
        StringWriter out = new StringWriter();
        if (value instanceof Throwable) {
            ((Throwable) value).printStackTrace(new PrintWriter(out, true));
        }
        return out + String.valueOf(value);
    }

    private static void known(Map<String, Object> object, String... keys) {
        object.keySet().forEach(key -> Tests.isTrue(Arrays.asList(keys).contains(key), "the runner does not know " + key));
    }

    /** A clock that stands, chance that is known, and replies instead of a network. */
    private static final class Faked implements Surroundings, Transport {
        final List<Request> requests = new ArrayList<>();
        final List<Duration> timeouts = new ArrayList<>();
        final List<Object> delays = new ArrayList<>();
        final ArrayDeque<Object> replies;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final boolean isGivenUpInWait;
        private final double random;
        private long now;
        private int ids;

        Faked(Map<String, Object> row, boolean isGivenUpInWait) throws Unreadable {
            this.isGivenUpInWait = isGivenUpInWait;
            random = Double.parseDouble(row.getOrDefault("random", index.get("random")).toString());
            replies = new ArrayDeque<>((List<?>) row.getOrDefault("replies", Collections.emptyList()));
            Wire.members(row.getOrDefault("env", new LinkedHashMap<>())).forEach((name, value) -> environment.put(name, (String) value));
        }

        @Override
        public Transport transport() {
            return this;
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public void waitFor(Duration time) throws InterruptedException {
            delays.add(time.toMillis());
            now += time.toNanos();
            if (isGivenUpInWait) {
                throw new InterruptedException();
            }
        }

        @Override
        public double random() {
            return random;
        }

        @Override
        public String newId() {
            return "id-" + ++ids;
        }

        @Override
        public Map<String, String> environment() {
            return environment;
        }

        @Override
        public Reply send(Request request, Duration timeout, int maxAnswerBytes) throws Failure {
            requests.add(request);
            timeouts.add(timeout);
            Tests.isTrue(!replies.isEmpty(), "a try that was not expected");
            try {
                Map<String, Object> reply = Wire.members(replies.remove());
                known(reply, "status", "headers", "json", "text", "fails", "after_ms");
                now += Duration.ofMillis((Long) reply.getOrDefault("after_ms", 0L)).toNanos();
                if (reply.containsKey("fails")) {
                    throw new Failure(reply.get("fails").equals("refused") ? Failure.Why.NEVER_SENT
                        : reply.get("fails").equals("reset") ? Failure.Why.BROKEN : Failure.Why.TIMEOUT, null);
                }
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                Wire.members(reply.getOrDefault("headers", new LinkedHashMap<>())).forEach((name, value) -> headers.put(name, (String) value));
                String body = reply.containsKey("text") ? (String) reply.get("text") : Json.write(reply.get("json"));
                return new Reply(((Long) reply.get("status")).intValue(), headers::get, body.getBytes(StandardCharsets.UTF_8));
            } catch (Unreadable wrongCase) {
                throw new AssertionError(wrongCase);
            }
        }
    }
}
