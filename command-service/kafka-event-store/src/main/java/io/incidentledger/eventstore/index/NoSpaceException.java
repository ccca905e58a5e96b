package io.incidentledger.eventstore.index;

/**
 * The disk that holds the index is full. The index is whole as far as it goes: it is opened again,
 * not made anew, when there is room.
 */
public final class NoSpaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSpaceException(Exception cause) {
        super("The disk of the index is full: " + cause.getMessage(), cause);
    }
}
