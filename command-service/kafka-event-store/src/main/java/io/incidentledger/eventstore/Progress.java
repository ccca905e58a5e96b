package io.incidentledger.eventstore;

/** Is told how far a store has come on its way to serving. */
@FunctionalInterface
public interface Progress {

    /** Nobody listens. */
    Progress NONE = state -> {};

    /**
     * Called on the store's own thread at every change of state and about twice a second while it
     * reads; must be quick.
     */
    void at(StoreState state);
}
