package io.incidentledger.command.access;

import io.incidentledger.events.Handle;
import java.nio.file.Path;

/**
 * Published as an application event when the ledger's first token was made, once: before the web
 * server listens, or, on one of several nodes, when it is the first to write.
 *
 * @param secret opens everything; to be shown to the one who started the ledger and to nobody else
 * @param file holds the secret, readable by its owner only
 */
public record FirstTokenIssued(Handle handle, String secret, Path file) {
    @Override
    public String toString() {
        return "FirstTokenIssued[" + handle + " in " + file + "]";
    }
}
