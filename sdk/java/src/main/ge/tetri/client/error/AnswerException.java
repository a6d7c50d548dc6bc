package ge.tetri.client.error;

/** What came is not an answer of the gateway. */
public final class AnswerException extends TetriException {
    private static final long serialVersionUID = 1;

    public AnswerException(String reason, String message) {
        super("answer", message, new Facts().reason(reason));
    }

    public AnswerException(String message, Facts facts) {
        super("answer", message, facts);
    }
}
