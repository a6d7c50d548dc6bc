package ge.tetri.client;

/** Thrown by the readers; holds nothing of what could not be read, since that may be a card. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
        super(message);
    }
}
