package ge.tetri.client;

import ge.tetri.client.answer.CheckoutForm;
import ge.tetri.client.error.AbortedException;
import ge.tetri.client.error.AnswerException;
import ge.tetri.client.error.NetworkException;
import ge.tetri.client.error.RefusedException;
import ge.tetri.client.error.SignatureException;
import ge.tetri.client.error.TetriException;
import ge.tetri.client.error.TimedOutException;
import ge.tetri.client.error.UsageException;
import ge.tetri.client.request.Request;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An operation, from members to its answer. */
final class Caller {
    private static final int LONGEST_MESSAGE = 300;
    private static final int LONGEST_IDEMPOTENCY_KEY = 255;
    private static final List<String> SECRET_MEMBERS =
        Arrays.asList("card_number", "cvv2", "receiver_card_number", "rectoken", "receiver_rectoken", "external_rectoken", "container");

    private final TetriClientOptions.Settings settings;
    private final Surroundings around;

    Caller(TetriClientOptions.Settings settings, Surroundings around) {
        this.settings = settings;
        this.around = around;
    }

    <A> A call(Operation operation, Request<?> request, CallOptions options) {
        @SuppressWarnings("unchecked")
        A answer = (A) run(operation, request.members(), options, came -> Answers.typed(operation.answer, came));
        return answer;
    }

    /** The answer's members as they came. */
    Object callRaw(Operation operation, Map<String, ?> members) {
        return run(operation, members, CallOptions.NONE, came -> came);
    }

    CheckoutForm form(Request<?> request) {
        Operation operation = Operation.CHECKOUT_FORM;
        String version = versionFor(operation, members(operation, request.members()));
        Map<String, String> fields = new LinkedHashMap<>();
        flat(operation, request.members(), version).forEach((name, value) -> fields.put(name, value.toString()));
        return new CheckoutForm(url(operation), fields);
    }

    private Object run(Operation operation, Map<String, ?> given, CallOptions options, Reading read) {
        Written written = write(operation, given, options);
        Duration timeout = Stream.of(options.timeout(), settings.timeout).filter(Objects::nonNull).findFirst().orElse(Duration.ofSeconds(operation.timeout()));
        long start = around.now();
        for (int made = 1;; made++) {
            Outcome outcome = null;
            try {
                if (Thread.interrupted()) {
                    made--;
                    throw new InterruptedException();
                }
                Duration left = settings.deadline.minusNanos(around.now() - start);
                Duration limit = left.compareTo(timeout) < 0 ? left : timeout;
                outcome = attempt(written, operation, read, limit.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : limit, made);
                if (outcome.error == null) {
                    return outcome.result;
                }
                left = settings.deadline.minusNanos(around.now() - start);
                Duration wait = RetryPolicy.waitBefore(outcome.failure, operation.repeat, made, settings.tries, left, around::random);
                if (wait == null) {
                    throw outcome.error;
                }
                around.waitFor(wait);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                boolean mayHaveArrived = made > 0 && operation.repeat != Operation.Repeat.READ
                    && (outcome == null || RetryPolicy.isOutcomeUnknown(outcome.failure, operation.repeat));
                throw new AbortedException("The call was given up.", new TetriException.Facts().tries(made).outcomeUnknown(mayHaveArrived));
            }
        }
    }

    private Outcome attempt(Written written, Operation operation, Reading read, Duration limit, int made) throws InterruptedException {
        Transport.Reply reply;
        try {
            reply = around.transport().send(written.request, limit, settings.maxAnswerBytes);
            if (reply.body.length > settings.maxAnswerBytes) {
                throw new Transport.Failure(Transport.Failure.Why.TOO_LARGE, null);
            }
        } catch (Transport.Failure failure) {
            return unanswered(failure, operation, made);
        }
        Duration after = retryAfterOf(reply);
        try {
            Object answer = readAnswer(reply, written.isForm);
            Map<String, Object> refusal = refusalOf(answer);
            if (refusal != null) {
                RetryPolicy.Failure failure = new RetryPolicy.Failure(RetryPolicy.Failure.Kind.REFUSED, reply.status, false, after);
                TetriException.Facts facts = factsOf(failure, operation, made).code(codeOf(refusal)).requestId(requestIdOf(refusal, reply));
                return new Outcome(new RefusedException(messageOf(refusal, written.secrets), facts), failure);
            }
            if (reply.status == 200) {
                return new Outcome(read.of(opened(answer, operation, written.key)));
            }
        } catch (SignatureException error) {
            RetryPolicy.Failure failure = other();
            TetriException.Facts facts = factsOf(failure, operation, made).reason(error.reason()).status(reply.status);
            return new Outcome(new SignatureException(error.getMessage(), facts), failure);
        } catch (Unreadable error) {
            if (reply.status == 200) {
                RetryPolicy.Failure failure = other();
                TetriException.Facts facts = factsOf(failure, operation, made).reason("unreadable").status(reply.status);
                return new Outcome(new AnswerException("What came is not an answer of the gateway. " + error.getMessage(), facts), failure);
            }
        }
        RetryPolicy.Failure failure = new RetryPolicy.Failure(RetryPolicy.Failure.Kind.ANSWER, reply.status, false, after);
        String message = "The answer has HTTP status " + reply.status + " and nothing that the gateway says.";
        return new Outcome(new AnswerException(message, factsOf(failure, operation, made).reason("status")), failure);
    }

    private Outcome unanswered(Transport.Failure why, Operation operation, int made) {
        switch (why.why) {
            case TOO_LARGE:
                return new Outcome(new AnswerException("The answer is larger than maxAnswerBytes.", factsOf(other(), operation, made).reason("too_large")), other());
            case TIMEOUT: {
                RetryPolicy.Failure failure = new RetryPolicy.Failure(RetryPolicy.Failure.Kind.TIMEOUT, null, false, null);
                return new Outcome(new TimedOutException("The gateway did not answer in time.", factsOf(failure, operation, made)), failure);
            }
            default: {
                boolean neverSent = why.why == Transport.Failure.Why.NEVER_SENT;
                RetryPolicy.Failure failure = new RetryPolicy.Failure(RetryPolicy.Failure.Kind.NETWORK, null, neverSent, null);
                String message = neverSent ? "The gateway at " + settings.baseUrl + " can't be reached." : "The connection to the gateway broke.";
                return new Outcome(new NetworkException(message, factsOf(failure, operation, made).cause(why.getCause())), failure);
            }
        }
    }

    private Written write(Operation operation, Map<String, ?> given, CallOptions options) {
        Map<String, Object> filled = new LinkedHashMap<>(given);
        if (operation.made() != null && filled.get(operation.made()) == null) {
            filled.put(operation.made(), around.newId());
        }
        Map<String, Object> all = members(operation, filled);
        String version = versionFor(operation, all);
        String key = keyOf(operation);
        boolean isForm = !version.equals("2.0") && (operation.formats().contains(settings.format) ? settings.format : operation.formats().get(0)).equals("form");

        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("user-agent", "tetri-java/" + Version.VALUE + " (java " + System.getProperty("java.version") + ")");
        if (operation.repeat == Operation.Repeat.KEY) {
            headers.put("idempotency-key", options.idempotencyKey() == null ? around.newId() : checkedIdempotencyKey(options.idempotencyKey()));
        } else if (options.idempotencyKey() != null) {
            throw new UsageException("idempotency_key", "The gateway knows an idempotency key only where an order is created or a card is charged.");
        }
        headers.put("content-type", isForm ? "application/x-www-form-urlencoded" : "application/json");
        if (!isForm) {
            headers.put("accept", "application/json");
        }
        Map<String, Object> request = version.equals("2.0") ? Wire.enclosed(all, key) : flat(operation, filled, version);
        String body = isForm ? Wire.writeForm(request) : Json.write(Collections.singletonMap("request", request));
        List<String> secrets = Stream.concat(Stream.of(settings.secretKey, settings.creditKey), SECRET_MEMBERS.stream().map(all::get))
            .filter(Objects::nonNull).map(Object::toString).filter(text -> !text.isEmpty()).collect(Collectors.toList());
        return new Written(new Transport.Request(url(operation), headers, body), key, isForm, secrets);
    }

    /** The version in which these members can travel. */
    private String versionFor(Operation operation, Map<String, Object> all) {
        List<String> spoken = operation.versions();
        String version = spoken.contains(settings.version) ? settings.version : spoken.get(spoken.size() - 1);
        boolean needs20 = all.values().stream().anyMatch(value -> value instanceof Map || value instanceof Iterable || value.toString().indexOf('|') >= 0);
        if (version.equals("2.0") || !needs20) {
            return version;
        }
        if (!spoken.contains("2.0")) {
            throw new UsageException("version_cannot_carry",
                "An object among the members, or a | in a value, needs version 2.0, which " + operation.path + " does not speak.");
        }
        return "2.0";
    }

    private Map<String, Object> flat(Operation operation, Map<String, ?> given, String version) {
        Map<String, Object> flat = members(operation, given);
        if (operation.isVersionSent()) {
            flat.put("version", version);
        }
        flat.put("signature", Signature.of(flat, keyOf(operation)));
        return flat;
    }

    private Map<String, Object> members(Operation operation, Map<String, ?> given) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("merchant_id", settings.merchantId);
        given.forEach((name, value) -> {
            if (value != null && !name.equals("merchant_id")) {
                all.put(name, wireValue(name, value));
            }
        });
        all.putAll(operation.adds());
        return all;
    }

    private static Object wireValue(String name, Object value) {
        if (name.equals("amount") && !value.toString().matches("[0-9]+")) {
            throw new UsageException("amount", "amount is a whole number of minor units.");
        }
        if (value instanceof Boolean) {
            return (Boolean) value ? "Y" : "N";
        }
        if (value instanceof Double || value instanceof Float) {
            return new BigDecimal(value.toString());
        }
        return value instanceof Instant ? Wire.writeTime((Instant) value) : value;
    }

    private String keyOf(Operation operation) {
        String key = operation.isCredit() ? settings.creditKey : settings.secretKey;
        if (key == null) {
            throw new UsageException("no_credit_key", "creditKey is missing: payouts are signed with the credit key.");
        }
        return key;
    }

    private String url(Operation operation) {
        return settings.baseUrl + "/api/" + operation.path;
    }

    private static String checkedIdempotencyKey(String key) {
        if (!key.matches("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?") || key.length() > LONGEST_IDEMPOTENCY_KEY) {
            throw new UsageException("idempotency_key", "An idempotency key has 1 to " + LONGEST_IDEMPOTENCY_KEY + " printable characters.");
        }
        return key;
    }

    private static Object readAnswer(Transport.Reply reply, boolean isForm) throws Unreadable {
        String text = Wire.decode(reply.body);
        if (isForm && !text.startsWith("{")) {
            Map<String, Object> pairs = Wire.readForm(text);
            if (!pairs.containsKey("response_status")) {
                throw new Unreadable("It is no form.");
            }
            return pairs;
        }
        Object response = Wire.members(Json.read(text)).get("response");
        if (!(response instanceof Map || response instanceof List)) {
            throw new Unreadable("It has no response.");
        }
        return response;
    }

    private static Map<String, Object> refusalOf(Object answer) throws Unreadable {
        if (answer instanceof List) {
            return null;
        }
        Map<String, Object> members = Wire.members(answer);
        boolean isRefusal = "failure".equals(members.get("response_status")) || isThere(members.get("error_code")) || isThere(members.get("error_message"));
        return isRefusal ? members : null;
    }

    private static boolean isThere(Object value) {
        return value != null && !value.equals("");
    }

    private static Integer codeOf(Map<String, Object> refusal) {
        String code = String.valueOf(refusal.get("error_code"));
        return code.matches("[0-9]{1,9}") ? Integer.valueOf(code) : null;
    }

    private static String requestIdOf(Map<String, Object> refusal, Transport.Reply reply) {
        Object inside = refusal.get("request_id");
        return inside != null ? inside.toString() : reply.header.apply("x-request-id");
    }

    private static String messageOf(Map<String, Object> refusal, List<String> secrets) {
        String message = String.valueOf(refusal.getOrDefault("error_message", ""));
        for (String secret : secrets) {
            message = message.replace(secret, "***");
        }
        return message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
    }

    /** Checks signatures, and unpacks version 2.0. */
    private static Object opened(Object answer, Operation operation, String key) throws Unreadable {
        if (answer instanceof List) {
            if (operation.signed == Operation.Signed.ROWS) {
                for (Object row : (List<?>) answer) {
                    Map<String, Object> members = Wire.members(row);
                    check(members, Signature.of(members, key), true);
                }
            }
            return answer;
        }
        Map<String, Object> members = Wire.members(answer);
        if (members.get("data") instanceof String) {
            String data = (String) members.get("data");
            check(members, Signature.of(data, key), true);
            return Wire.readData(data);
        }
        if (operation.signed != Operation.Signed.NO) {
            check(members, Signature.of(members, key), operation.signed == Operation.Signed.REQUIRED);
        }
        return members;
    }

    private static void check(Map<String, Object> answer, String expected, boolean isRequired) {
        Object given = answer.get("signature");
        if (!isThere(given)) {
            if (isRequired) {
                throw new SignatureException("no_signature", "The answer is not signed.");
            }
        } else if (!Signature.areEqual(given.toString(), expected)) {
            throw new SignatureException("mismatch", "The signature of the answer does not fit: it is not the gateway's, or the keys differ.");
        }
    }

    private static RetryPolicy.Failure other() {
        return new RetryPolicy.Failure(RetryPolicy.Failure.Kind.OTHER, null, false, null);
    }

    private static TetriException.Facts factsOf(RetryPolicy.Failure failure, Operation operation, int made) {
        return new TetriException.Facts().status(failure.status).retryAfter(failure.retryAfter).tries(made)
            .retryable(RetryPolicy.isRetryable(failure, operation.repeat)).outcomeUnknown(RetryPolicy.isOutcomeUnknown(failure, operation.repeat));
    }

    private static Duration retryAfterOf(Transport.Reply reply) {
        String text = reply.header.apply("retry-after");
        return text != null && text.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : null;
    }

    /** Makes of an answer what the caller wants of it. */
    private interface Reading {
        Object of(Object answer) throws Unreadable;
    }

    /** A request as it is written, and what is needed to read its answer. */
    private static final class Written {
        final Transport.Request request;
        final String key;
        final boolean isForm;
        /** Texts that must stand in no error. */
        final List<String> secrets;

        Written(Transport.Request request, String key, boolean isForm, List<String> secrets) {
            this.request = request;
            this.key = key;
            this.isForm = isForm;
            this.secrets = secrets;
        }
    }

    /** What a try came to: a result, or an error with what it means for the next try. */
    private static final class Outcome {
        final Object result;
        final TetriException error;
        final RetryPolicy.Failure failure;

        Outcome(Object result) {
            this.result = result;
            this.error = null;
            this.failure = null;
        }

        Outcome(TetriException error, RetryPolicy.Failure failure) {
            this.result = null;
            this.error = error;
            this.failure = failure;
        }
    }
}
