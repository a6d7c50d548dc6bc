package ge.tetri.client.error;

/** A mistake of the caller; nothing was sent. */
public final class UsageException extends TetriException {
    private static final long serialVersionUID = 1;

    public UsageException(String reason, String message) {
        super("usage", message, new Facts().reason(reason));
    }

    public UsageException(String message, Facts facts) {
        super("usage", message, facts);
    }
}
