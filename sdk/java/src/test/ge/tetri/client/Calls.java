package ge.tetri.client;

import ge.tetri.client.answer.Answer;
import ge.tetri.client.answer.CheckoutForm;
import ge.tetri.client.request.Request;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From the words of the cases to the library and back. */
final class Calls {
    private Calls() {
    }

    static TetriClientOptions options(Map<String, Object> given) {
        TetriClientOptions options = new TetriClientOptions();
        given.forEach((name, value) -> {
            if (value == null) {
                return;
            }
            switch (name) {
                case "merchant_id":
                    options.merchantId((Long) value);
                    break;
                case "secret_key":
                    options.secretKey((String) value);
                    break;
                case "credit_key":
                    options.creditKey((String) value);
                    break;
                case "former_secret_key":
                    options.formerSecretKey((String) value);
                    break;
                case "base_url":
                    options.baseUrl((String) value);
                    break;
                case "allow_http":
                    options.allowHttp((Boolean) value);
                    break;
                case "version":
                    options.version((String) value);
                    break;
                case "format":
                    options.format((String) value);
                    break;
                case "timeout_ms":
                    options.timeout(Duration.ofMillis((Long) value));
                    break;
                case "deadline_ms":
                    options.deadline(Duration.ofMillis((Long) value));
                    break;
                case "tries":
                    options.tries(((Long) value).intValue());
                    break;
                case "max_answer_bytes":
                    options.maxAnswerBytes(((Long) value).intValue());
                    break;
                default:
                    throw new AssertionError("the runner does not know the option " + name);
            }
        });
        return options;
    }

    static CallOptions callOptions(Map<String, Object> given) {
        CallOptions options = new CallOptions();
        if (given.get("idempotency_key") != null) {
            options.idempotencyKey((String) given.get("idempotency_key"));
        }
        if (given.get("timeout_ms") != null) {
            options.timeout(Duration.ofMillis((Long) given.get("timeout_ms")));
        }
        return options;
    }

    /** An operation by its name: noun, method and the type of its request are found in the library. */
    static Object call(TetriClient client, String operation, Map<String, Object> args, CallOptions options) throws Throwable {
        String[] words = operation.split("\\.");
        Object noun = TetriClient.class.getMethod(words[0]).invoke(client);
        String name = camel(words[1]);
        for (Method method : noun.getClass().getMethods()) {
            boolean isForm = name.equals("form") && method.getParameterCount() == 1;
            if (method.getName().equals(name) && (isForm || method.getParameterCount() == 2)) {
                Request<?> request = (Request<?>) method.getParameterTypes()[0].getConstructor().newInstance();
                args.forEach(request::set);
                try {
                    return isForm ? method.invoke(noun, request) : method.invoke(noun, request, options);
                } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                }
            }
        }
        throw new AssertionError("the library has no " + operation);
    }

    static String camel(String name) {
        StringBuilder out = new StringBuilder();
        for (String word : name.split("_")) {
            out.append(out.length() == 0 ? word : word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1));
        }
        return out.toString();
    }

    /** As cases write results: wire names, times as text. */
    static Object canonical(Object value) {
        if (value instanceof Answer) {
            return canonical(((Answer) value).members());
        }
        if (value instanceof CheckoutForm) {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("url", ((CheckoutForm) value).url());
            form.put("fields", ((CheckoutForm) value).fields());
            return form;
        }
        if (value instanceof Map) {
            Map<String, Object> members = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((name, member) -> members.put((String) name, canonical(member)));
            return members;
        }
        if (value instanceof List) {
            return ((List<?>) value).stream().map(Calls::canonical).collect(Collectors.toList());
        }
        return value instanceof Instant ? value.toString() : value;
    }
}
