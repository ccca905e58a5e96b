package io.incidentledger.command.edge;

/** The body is larger than an order may be. */
public final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong(long limit) {
        this("an order", limit);
    }

    public TooLong(String what, long limit) {
        super(what + " has at most " + limit + " bytes", null, false, false);
    }
}
