package io.incidentledger.eventstore;

/** Is told how far a store has come on its way to serving. */
@FunctionalInterface
public interface Progress {

    /** Nobody listens. */
    Progress NONE = state -> {};

    /**
     * Called on the store's own threads, one at a time, at every change of state and about twice a
     * second while it reads; must be quick. That the lease of a store that serves has run out, or
     * is good again, is a change.
     */
    void at(StoreState state);
}
