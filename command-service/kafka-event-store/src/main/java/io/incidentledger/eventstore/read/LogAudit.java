package io.incidentledger.eventstore.read;

import io.incidentledger.eventstore.record.ChainVerifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The verification of a whole log: whether every committed event is still the one that was
 * recorded, in its place.
 *
 * @param verified how many events, from the first on, are as they were recorded
 * @param chain the chain of the last of them; compare it with one noted elsewhere to know that the
 *     end was not cut off
 * @param fault the first thing that is wrong, as a sentence; null when all is well
 */
public record LogAudit(long verified, String chain, @Nullable String fault) {

    private static final Duration POLL = Duration.ofMillis(500);

    /** Whether all is as it was recorded. */
    public boolean intact() {
        return fault == null;
    }

    /**
     * Reads the log from the first event to where it ends now, and stops at the first fault. Takes
     * its time.
     */
    public static LogAudit of(EventSourceSettings settings) {
        ChainVerifier verifier = new ChainVerifier();
        try (LogConsumer log =
                new LogConsumer(
                        settings.bootstrapServers(),
                        settings.topic(),
                        settings.clientProperties())) {
            long end = log.end();
            log.seek(log.beginning());
            while (log.offset() < end) {
                List<ConsumerRecord<byte[], byte[]>> records = log.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    Optional<String> fault = verifier.verify(record);
                    if (fault.isPresent()) {
                        return new LogAudit(verifier.nextPosition(), verifier.chain(), fault.get());
                    }
                }
            }
        }
        return new LogAudit(verifier.nextPosition(), verifier.chain(), null);
    }
}
