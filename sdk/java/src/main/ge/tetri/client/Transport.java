package ge.tetri.client;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** One try over HTTP. */
interface Transport {
    Reply send(Request request, Duration timeout, int maxAnswerBytes) throws Failure, InterruptedException;

    /** What is posted. */
    final class Request {
        final String url;
        final Map<String, String> headers;
        final String body;

        Request(String url, Map<String, String> headers, String body) {
            this.url = url;
            this.headers = headers;
            this.body = body;
        }
    }

    /** What came. */
    final class Reply {
        final int status;
        final Function<String, String> header;
        final byte[] body;

        Reply(int status, Function<String, String> header, byte[] body) {
            this.status = status;
            this.header = header;
            this.body = body;
        }
    }

    /** Why a try brought no answer. */
    final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        enum Why { NEVER_SENT, BROKEN, TIMEOUT, TOO_LARGE }

        final Why why;

        Failure(Why why, Throwable cause) {
            super(why.name(), cause);
            this.why = why;
        }
    }
}
