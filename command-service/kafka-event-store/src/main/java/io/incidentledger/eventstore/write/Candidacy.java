package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreSettings;

/**
 * Who may try to write. It only suggests: what shuts another writer out is the fence, and what
 * keeps a writer that was replaced from answering is the lease.
 */
interface Candidacy extends AutoCloseable {

    /** What the candidacy tells; on its own thread. */
    interface Listener {

        /** Chosen, or not any more: look again. */
        void changed();

        /**
         * Another node is to write: returns when this one has finished what it was committing, or
         * cannot.
         */
        void handOver();

        /** The ledger is somebody else's already: nothing may be answered any more. */
        void lost();
    }

    /** The only node there is. */
    Candidacy ALONE =
            new Candidacy() {

                @Override
                public void stand() {}

                @Override
                public boolean isChosen() {
                    return true;
                }

                @Override
                public boolean isDecided() {
                    return true;
                }

                @Override
                public boolean prove() {
                    return true;
                }

                @Override
                public void withdraw() {}

                @Override
                public void close() {}
            };

    /** Alone without an advertised address, one of several with it. */
    static Candidacy of(EventStoreSettings settings, Lease lease, Listener listener) {
        return settings.advertisedAddress() == null
                ? ALONE
                : new GroupCandidacy(settings, lease, listener);
    }

    /** Takes part from now on. Idempotent. */
    void stand();

    /** Whether this node may try to write. */
    boolean isChosen();

    /** Whether it is known who may, be it another node. */
    boolean isDecided();

    /** Asks anew whether this node is still the chosen one, and waits for the answer. */
    boolean prove();

    /** Lets another one try, until this one stands again. */
    void withdraw();

    @Override
    void close();
}
