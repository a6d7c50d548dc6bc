package ge.tetri.client.error;

/** The gateway said no. {@link #code()} says why; the list is in the gateway's reference. */
public final class RefusedException extends TetriException {
    private static final long serialVersionUID = 1;

    public RefusedException(String message, Facts facts) {
        super("refused", message, facts);
    }
}
