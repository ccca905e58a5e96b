package io.incidentledger.standalone.serve;

import io.incidentledger.eventstore.AppendGuard;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Refuses commands while the disk of the data directory is nearly full: a broker that finds it full
 * gives up for good. Questions, and commands that came before, are answered all the same.
 * Thread-safe.
 */
final class DiskSpace implements AppendGuard {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);

    private final LongSupplier freeBytes;
    private final DataSize leastFree;
    private volatile boolean full;

    DiskSpace(LongSupplier freeBytes, DataSize leastFree) {
        this.freeBytes = freeBytes;
        this.leastFree = leastFree;
    }

    @Override
    public Optional<String> refusal() {
        boolean nowFull = freeBytes.getAsLong() < leastFree.toBytes();
        if (nowFull != full) {
            full = nowFull;
            LOG.warn(
                    nowFull
                            ? "The disk is nearly full (less than {} MB free): commands are refused until there is room"
                            : "There is room on the disk again (more than {} MB free): commands are accepted",
                    leastFree.toMegabytes());
        }
        return nowFull
                ? Optional.of(
                        "the disk of the ledger is nearly full: less than "
                                + leastFree.toMegabytes()
                                + " MB are free where it keeps its data; make room and send the same again")
                : Optional.empty();
    }
}
