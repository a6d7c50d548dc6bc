package ge.tetri.client.error;

/** An answer or a callback does not come from the gateway as it stands. */
public final class SignatureException extends TetriException {
    private static final long serialVersionUID = 1;

    public SignatureException(String reason, String message) {
        super("signature", message, new Facts().reason(reason));
    }

    public SignatureException(String message, Facts facts) {
        super("signature", message, facts);
    }
}
