package io.incidentledger.command.edge;

/** The body is larger than an order may be. */
final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong(long limit) {
        super("an order has at most " + limit + " bytes", null, false, false);
    }
}
