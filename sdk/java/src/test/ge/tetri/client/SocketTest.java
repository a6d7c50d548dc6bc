package ge.tetri.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ge.tetri.client.error.AbortedException;
import ge.tetri.client.error.AnswerException;
import ge.tetri.client.error.NetworkException;
import ge.tetri.client.error.TimedOutException;
import ge.tetri.client.request.SettlementRequest;
import ge.tetri.client.request.StatusRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What the cases can't show, with real sockets: the limit of an answer, redirects, a slow body, giving up, an unreachable gateway. */
final class SocketTest {
    private SocketTest() {
    }

    static void run() {
        Tests.test("an answer above the limit is left at the limit", SocketTest::limit);
        Tests.test("a redirect is not followed", SocketTest::redirect);
        Tests.test("the time of a try covers its body", SocketTest::slowBody);
        Tests.test("an interrupt ends a try, and the wait between tries", SocketTest::interrupt);
        Tests.test("a connection that breaks is not one that was never made", SocketTest::broken);
    }

    private static void limit() throws Exception {
        AtomicInteger blocks = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        against(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (; blocks.get() < 10_000; blocks.incrementAndGet()) {
                    body.write(new byte[65_536]);
                }
            } finally {
                ended.countDown();
            }
        }, options -> options.maxAnswerBytes(100_000), (client, asked) -> {
            Tests.equal("too_large", Tests.thrown(AnswerException.class, () -> client.orders().status(order())).reason(), "reason");
            ended.await();
            Tests.isTrue(blocks.get() < 1_000, blocks + " blocks were taken");
        });
    }

    private static void redirect() throws Exception {
        against(exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
        }, options -> options, (client, asked) -> {
            Tests.equal(307, Tests.thrown(AnswerException.class, () -> client.orders().status(order())).status(), "status");
            Tests.equal(1, asked.get(), "requests");
        });
    }

    private static void slowBody() throws Exception {
        against(SocketTest::beginAndStop, options -> options.timeout(Duration.ofMillis(200)),
            (client, asked) -> Tests.equal(1, Tests.thrown(TimedOutException.class, () -> client.orders().status(order())).tries(), "tries"));
    }

    private static void interrupt() throws Exception {
        against(SocketTest::beginAndStop, options -> options, (client, asked) -> interrupted(client, asked));
        against(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "20");
            exchange.sendResponseHeaders(503, -1);
        }, options -> options.tries(2), (client, asked) -> interrupted(client, asked));
    }

    private static void interrupted(TetriClient client, AtomicInteger asked) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                client.orders().status(order());
            } catch (RuntimeException error) {
                thrown.set(Thread.currentThread().isInterrupted() ? error : null);
            }
        });
        caller.start();
        while (asked.get() == 0) {
            Thread.sleep(5);
        }
        caller.interrupt();
        caller.join(10_000);
        Tests.isTrue(thrown.get() instanceof AbortedException, "aborted, and still interrupted: " + thrown.get());
        Tests.equal(1, asked.get(), "requests");
    }

    private static void broken() throws Exception {
        SettlementRequest payment = new SettlementRequest().operationId("x");
        against(HttpExchange::close, options -> options, (client, asked) -> {
            NetworkException error = Tests.thrown(NetworkException.class, () -> client.orders().settle(payment));
            Tests.isTrue(error.isOutcomeUnknown() && !error.isRetryable(), "the payment may have been made");
        });
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        TetriClient client = new TetriClient(new TetriClientOptions().merchantId(1).secretKey("test").baseUrl("http://127.0.0.1:" + closed).tries(1));
        NetworkException error = Tests.thrown(NetworkException.class, () -> client.orders().settle(payment));
        Tests.isTrue(!error.isOutcomeUnknown() && error.isRetryable(), "nothing was sent");
    }

    private static StatusRequest order() {
        return new StatusRequest().orderId("x");
    }

    private static void beginAndStop(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("{\"response\":".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void against(Answering answer, Setting setting, Check check) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            asked.incrementAndGet();
            answer.to(exchange);
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            check.of(new TetriClient(setting.of(new TetriClientOptions().merchantId(1).secretKey("test").baseUrl(address).tries(1))), asked);
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private interface Answering {
        void to(HttpExchange exchange) throws IOException;
    }

    private interface Setting {
        TetriClientOptions of(TetriClientOptions options);
    }

    private interface Check {
        void of(TetriClient client, AtomicInteger asked) throws Exception;
    }
}
