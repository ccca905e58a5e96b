package io.incidentledger.eventstore.index;

/** The disk that holds the index is full: there must be room before it is opened again. */
public final class NoSpaceException extends IndexUnusableException {

    private static final long serialVersionUID = 1L;

    NoSpaceException(Exception cause) {
        super("The disk of the index is full: ", cause);
    }
}
