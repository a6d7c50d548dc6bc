package ge.tetri.client;

import ge.tetri.client.request.CardOrderRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples and the first payment of the README, as they stand, with the running gateway. */
final class SampleTest {
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final String CLASSES = Paths.get("build/samples") + ":" + Paths.get("build/classes");

    private SampleTest() {
    }

    static void run() throws Exception {
        if (!Tests.isLive()) {
            Tests.skip("samples", "no running gateway, test/Sdk/run.sh starts one");
            return;
        }
        Tests.test("samples compile", SampleTest::compile);
        Tests.test("the first payment of the README", () -> {
            String shown = output("FirstPayment");
            Tests.isTrue(Pattern.compile("token=[0-9a-f]{40}").matcher(shown).find(), shown);
        });
        Tests.test("capture and refund", () -> Tests.equal("captured\napproved 250\n", output("CaptureAndRefund"), "output"));
        Tests.test("recurring", () -> Tests.equal("approved\n", output("Recurring"), "output"));
        Tests.test("create and redirect", () -> listening("Redirect", (address, lines) -> {
            HttpResponse<String> answer = BROWSER.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
            Tests.equal(303, answer.statusCode(), "status");
            URI page = URI.create(answer.headers().firstValue("Location").orElse(""));
            Tests.equal(200, BROWSER.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding()).statusCode(), "page");
        }));
        Tests.test("handle a callback that the gateway sends", () -> listening("HandleCallback", SampleTest::handle));
    }

    private static void compile() throws Exception {
        Matcher block = Pattern.compile("## First payment\n.*?```java\n(.*?)```", Pattern.DOTALL).matcher(Tests.read("sdk/java/README.md"));
        Tests.isTrue(block.find(), "the README has a first payment");
        Path folder = Files.createDirectories(Paths.get("build/samples"));
        Path first = folder.resolve("FirstPayment.java");
        Files.write(first, block.group(1).getBytes(StandardCharsets.UTF_8));
        Tests.isTrue(block.group(1).trim().split("\n+").length <= 10, "ten lines");
        List<String> command = new ArrayList<>(Arrays.asList("javac", "-Xlint:all,-options", "-Werror", "--release", "11", "-cp", "build/classes", "-d", "build/samples", first.toString()));
        try (java.util.stream.Stream<Path> samples = Files.list(Paths.get("samples"))) {
            samples.map(Path::toString).forEach(command::add);
        }
        Tests.equal(0, new ProcessBuilder(command).inheritIO().start().waitFor(), "javac");
    }

    private static void handle(String address, BufferedReader lines) throws Exception {
        String orderId = "sample-" + UUID.randomUUID();
        new TetriClient(new TetriClientOptions().merchantId(1549901).secretKey("test")).cards().step1(new CardOrderRequest()
            .orderId(orderId).orderDesc("x").amount(1000).currency("GEL").cardNumber("4444555511116666").expiryDate("1232").serverCallbackUrl(address));
        Tests.equal(orderId + " is approved: 1000 GEL", lines.readLine(), "what the sample says");
        HttpRequest forged = HttpRequest.newBuilder(URI.create(address)).POST(HttpRequest.BodyPublishers.ofString("{\"order_id\":\"x\",\"order_status\":\"approved\",\"signature\":\"\"}")).build();
        Tests.equal(400, BROWSER.send(forged, HttpResponse.BodyHandlers.discarding()).statusCode(), "status for a forged callback");
    }

    private static String output(String sample) throws Exception {
        Process process = new ProcessBuilder("java", "-cp", CLASSES, sample).redirectErrorStream(true).start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Tests.equal(0, process.waitFor(), shown);
        return shown;
    }

    /** A sample that listens; it prints its address first. */
    private static void listening(String sample, Use use) throws Exception {
        Process process = new ProcessBuilder("java", "-Dport=0", "-cp", CLASSES, sample).redirectErrorStream(true).start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            use.of(lines.readLine(), lines);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private interface Use {
        void of(String address, BufferedReader lines) throws Exception;
    }
}
