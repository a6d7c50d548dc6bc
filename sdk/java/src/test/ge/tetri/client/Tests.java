package ge.tetri.client;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Objects;

/** Runs tests and counts: a test throws when it fails. */
public final class Tests {
    static final Path ROOT = Paths.get("../..").toAbsolutePath().normalize();

    private static int passed;
    private static int failed;
    private static int skipped;

    private Tests() {
    }

    public static void main(String[] names) throws Exception {
        String[] all = {"VectorTest", "SpecTest", "ConformanceTest", "SocketTest", "LiveTest", "SampleTest"};
        for (String name : names.length == 0 ? all : names) {
            Class.forName("ge.tetri.client." + name).getDeclaredMethod("run").invoke(null);
        }
        System.out.println("java: " + passed + " passed, " + failed + " failed, " + skipped + " skipped");
        System.exit(failed == 0 && passed > 0 ? 0 : 1);
    }

    /** What a test does. */
    interface Body {
        void run() throws Exception;
    }

    static boolean test(String name, Body body) {
        try {
            body.run();
            passed++;
            return true;
        } catch (Exception | AssertionError error) {
            failed++;
            System.out.println("FAILED " + name);
            error.printStackTrace(System.out);
            return false;
        }
    }

    static void skip(String name, String why) {
        skipped++;
        System.out.println("skipped " + name + ": " + why);
    }

    static boolean isLive() {
        return System.getenv("TETRI_LIVE") != null;
    }

    static Object readJson(String file) throws Exception {
        return Json.read(read(file));
    }

    static String read(String file) throws Exception {
        return new String(Files.readAllBytes(ROOT.resolve(file)), StandardCharsets.UTF_8);
    }

    static void equal(Object expected, Object found, String what) {
        if (!Objects.deepEquals(expected, found)) {
            throw new AssertionError(what + ": expected " + text(expected) + " but found " + text(found));
        }
    }

    static void isTrue(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    /** The error that a body throws. */
    static <E extends Throwable> E thrown(Class<E> type, Body body) throws Exception {
        try {
            body.run();
        } catch (Throwable error) {
            if (type.isInstance(error)) {
                return type.cast(error);
            }
            throw error;
        }
        throw new AssertionError("no " + type.getSimpleName() + " was thrown");
    }

    private static String text(Object value) {
        return value instanceof Object[] ? Arrays.toString((Object[]) value) : String.valueOf(value);
    }
}
