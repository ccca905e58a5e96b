package io.incidentledger.command.evidence;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Order;
import io.incidentledger.events.EvidenceFile;
import io.incidentledger.evidence.Received;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An order with which a file may have come in. Closing it leaves nothing of a file behind that was
 * not kept.
 *
 * @param file null when there is none
 */
record Upload<B extends Body>(Order<B> order, @Nullable Attached file) implements AutoCloseable {

    /**
     * A file that came in.
     *
     * @param done lets the next one come in
     */
    record Attached(Received received, EvidenceFile described, Runnable done) {}

    @Override
    public void close() throws IOException {
        if (file != null) {
            try {
                file.received().close();
            } finally {
                file.done().run();
            }
        }
    }
}
