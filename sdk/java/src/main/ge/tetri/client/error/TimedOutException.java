package ge.tetri.client.error;

/** No whole answer came in time. */
public final class TimedOutException extends TetriException {
    private static final long serialVersionUID = 1;

    public TimedOutException(String message, Facts facts) {
        super("timeout", message, facts);
    }
}
