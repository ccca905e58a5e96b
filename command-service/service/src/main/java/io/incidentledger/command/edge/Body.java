package io.incidentledger.command.edge;

/**
 * The body of an order, as a record that says of its own fields what they accept, and, with what
 * the address names, what is ordered.
 */
public interface Body {
    /** Tells every field that is not acceptable; what the types say is checked already. */
    void check(Checks checks);
}
