package ge.tetri.client;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What the cases replace. */
interface Surroundings {
    Transport transport();

    /** Nanoseconds of a clock that never goes back. */
    default long now() {
        return System.nanoTime();
    }

    default void waitFor(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    default double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    default String newId() {
        return UUID.randomUUID().toString();
    }

    default Map<String, String> environment() {
        return System.getenv();
    }
}
