package ge.tetri.client;

/** The same as in sdk/VERSION; a test compares them. */
public final class Version {
    public static final String VALUE = "0.1.0";

    private Version() {
    }
}
