package ge.tetri.client.error;

/** The calling thread was interrupted; it still is. */
public final class AbortedException extends TetriException {
    private static final long serialVersionUID = 1;

    public AbortedException(String message, Facts facts) {
        super("aborted", message, facts);
    }
}
