package io.incidentledger.eventstore.index;

/**
 * The index cannot be read or written just now, for a reason that is not in it. It is whole as far
 * as it goes: it is opened again, not made anew.
 */
public sealed class IndexUnusableException extends RuntimeException permits NoSpaceException {

    private static final long serialVersionUID = 1L;

    IndexUnusableException(String what, Exception cause) {
        super(what + cause.getMessage(), cause);
    }
}
