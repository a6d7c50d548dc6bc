package ge.tetri.client;

import ge.tetri.client.error.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** Who the merchant is and where the gateway is. */
public final class TetriClientOptions {
    private static final Duration DEADLINE = Duration.ofSeconds(180);
    private static final int TRIES = 3;
    private static final int ANSWER_BYTES = 16 * 1024 * 1024;

    private long merchantId;
    private String secretKey;
    private String creditKey;
    private String formerSecretKey;
    private String baseUrl;
    private boolean allowHttp;
    private String version = "1.0.1";
    private String format = "json";
    private Duration timeout;
    private Duration deadline = DEADLINE;
    private int tries = TRIES;
    private int maxAnswerBytes = ANSWER_BYTES;

    public TetriClientOptions merchantId(long value) {
        merchantId = value;
        return this;
    }

    /** The payment key. */
    public TetriClientOptions secretKey(String value) {
        secretKey = value;
        return this;
    }

    /** The credit key; payouts are signed with it. */
    public TetriClientOptions creditKey(String value) {
        creditKey = value;
        return this;
    }

    /** The payment key before it was changed; callbacks signed with it are still accepted. */
    public TetriClientOptions formerSecretKey(String value) {
        formerSecretKey = value;
        return this;
    }

    /** Where the gateway is; otherwise the environment variable TETRI_URL, otherwise http://localhost:8080. */
    public TetriClientOptions baseUrl(String value) {
        baseUrl = value;
        return this;
    }

    /** Lets plain http leave this machine. */
    public TetriClientOptions allowHttp(boolean value) {
        allowHttp = value;
        return this;
    }

    /** 1.0, 1.0.1 (unless told otherwise) or 2.0. What 1.0.1 can't carry goes in 2.0 by itself. */
    public TetriClientOptions version(String value) {
        version = value;
        return this;
    }

    /** json (unless told otherwise) or form. */
    public TetriClientOptions format(String value) {
        format = value;
        return this;
    }

    /** For one try, with its body; each operation has a sensible time of its own. */
    public TetriClientOptions timeout(Duration value) {
        timeout = value;
        return this;
    }

    /** For a whole call, with its waits: three minutes unless told otherwise. */
    public TetriClientOptions deadline(Duration value) {
        deadline = value;
        return this;
    }

    /** Three unless told otherwise. */
    public TetriClientOptions tries(int value) {
        tries = value;
        return this;
    }

    /** 16 MiB unless told otherwise. */
    public TetriClientOptions maxAnswerBytes(int value) {
        maxAnswerBytes = value;
        return this;
    }

    /** Says nothing of keys. */
    @Override
    public String toString() {
        return "TetriClientOptions[merchantId=" + merchantId + ", baseUrl=" + baseUrl + "]";
    }

    /** The options, checked and with what was not given. */
    Settings settings(Map<String, String> environment) {
        if (merchantId <= 0) {
            throw new UsageException("no_merchant_id", "merchantId is missing: the number of the merchant.");
        }
        if (isEmpty(secretKey)) {
            throw new UsageException("no_secret_key", "secretKey is missing: the payment key of the merchant.");
        }
        if (!Arrays.asList("1.0", "1.0.1", "2.0").contains(version)) {
            throw new UsageException("version", "version is 1.0, 1.0.1 or 2.0.");
        }
        if (!Arrays.asList("json", "form").contains(format)) {
            throw new UsageException("format", "format is json or form.");
        }
        return new Settings(this, address(environment.get("TETRI_URL")));
    }

    private String address(String environment) {
        String text = !isEmpty(baseUrl) ? baseUrl : !isEmpty(environment) ? environment : "http://localhost:8080";
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException noAddress) {
            throw new UsageException("base_url", "baseUrl is no address: https://host, with a port and a path where there is one.");
        }
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme());
        boolean isWhole = isHttp || "https".equalsIgnoreCase(uri.getScheme());
        if (!isWhole || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new UsageException("base_url", "baseUrl is https://host, with a port and a path where there is one, and nothing else.");
        }
        if (isHttp && !allowHttp && !uri.getHost().matches("localhost|\\[::1]|127(\\.[0-9]{1,3}){3}")) {
            throw new UsageException("plain_http", "baseUrl is plain http to another machine. Use https, or say allowHttp in a network that you trust.");
        }
        return text.replaceAll("/+$", "");
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    /** Options as the client uses them. */
    static final class Settings {
        final long merchantId;
        final String secretKey;
        final String creditKey;
        final String formerSecretKey;
        final String baseUrl;
        final String version;
        final String format;
        final Duration timeout;
        final Duration deadline;
        final int tries;
        final int maxAnswerBytes;

        private Settings(TetriClientOptions options, String baseUrl) {
            this.merchantId = options.merchantId;
            this.secretKey = options.secretKey;
            this.creditKey = isEmpty(options.creditKey) ? null : options.creditKey;
            this.formerSecretKey = isEmpty(options.formerSecretKey) ? null : options.formerSecretKey;
            this.baseUrl = baseUrl;
            this.version = options.version;
            this.format = options.format;
            this.timeout = options.timeout;
            this.deadline = options.deadline;
            this.tries = options.tries;
            this.maxAnswerBytes = options.maxAnswerBytes;
        }
    }
}
