package ge.tetri.client;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** By java.net.http. The timeout holds until the last byte; a redirect is an answer and not followed. */
final class HttpTransport implements Transport {
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).connectTimeout(Duration.ofSeconds(10)).build();

    @Override
    public Reply send(Request request, Duration timeout, int maxAnswerBytes) throws Failure, InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(URI.create(request.url)).POST(HttpRequest.BodyPublishers.ofString(request.body));
        request.headers.forEach(post::header);
        Limited body = new Limited(maxAnswerBytes);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(post.build(), head -> body);
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(response.statusCode(), name -> response.headers().firstValue(name).orElse(null), response.body());
        } catch (TimeoutException late) {
            throw new Failure(Failure.Why.TIMEOUT, null);
        } catch (ExecutionException failed) {
            throw new Failure(body.isTooLarge() ? Failure.Why.TOO_LARGE : isNeverSent(failed) ? Failure.Why.NEVER_SENT : Failure.Why.BROKEN, failed.getCause());
        } finally {
            if (!answer.isDone()) {
                body.giveUp();
                answer.cancel(true);
            }
        }
    }

    private static boolean isNeverSent(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof ConnectException || each instanceof HttpConnectTimeoutException || each instanceof UnknownHostException
                || each instanceof UnresolvedAddressException || each instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    /** Takes a body up to a limit. */
    private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final java.io.ByteArrayOutputStream taken = new java.io.ByteArrayOutputStream();
        private final int most;
        private volatile Flow.Subscription subscription;
        private volatile boolean isTooLarge;

        Limited(int most) {
            this.most = most;
        }

        boolean isTooLarge() {
            return isTooLarge;
        }

        void giveUp() {
            Flow.Subscription current = subscription;
            if (current != null) {
                current.cancel();
            }
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                if (part.remaining() > most - taken.size()) {
                    isTooLarge = true;
                    subscription.cancel();
                    whole.completeExceptionally(new IllegalStateException("too large"));
                    return;
                }
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                taken.write(bytes, 0, bytes.length);
            }
        }

        @Override
        public void onError(Throwable error) {
            whole.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            whole.complete(taken.toByteArray());
        }
    }
}
