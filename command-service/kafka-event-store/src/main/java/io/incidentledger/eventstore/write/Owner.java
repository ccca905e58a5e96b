package io.incidentledger.eventstore.write;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who took the ledger, as it is written down beside it.
 *
 * @param id of the store, another one for each opening
 * @param address where it takes commands, null when it is the only node
 */
record Owner(String id, @Nullable String address) {

    private static final String RESTORE = "restore-";

    /** Who fills the ledger from an archive: until it lets go, the ledger is not whole. */
    static Owner restore() {
        return new Owner(RESTORE + UUID.randomUUID(), null);
    }

    /** Who has filled it, and wants nothing more of it: any store may take it. */
    static Owner restored() {
        return new Owner("restored-" + UUID.randomUUID(), null);
    }

    boolean isRestore() {
        return id.startsWith(RESTORE);
    }

    String text() {
        return address == null ? id : id + " " + address;
    }

    static Owner of(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new Owner(text, null)
                : new Owner(text.substring(0, space), text.substring(space + 1));
    }
}
