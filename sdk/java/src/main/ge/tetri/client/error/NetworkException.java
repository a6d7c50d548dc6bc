package ge.tetri.client.error;

/** The connection was not made, or broke. */
public final class NetworkException extends TetriException {
    private static final long serialVersionUID = 1;

    public NetworkException(String message, Facts facts) {
        super("network", message, facts);
    }
}
