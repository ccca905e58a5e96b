package io.incidentledger.eventstore.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Walks along the log and tells the first place where it is not what was written: a record altered,
 * removed, inserted or moved. It cannot tell that the end was cut off; for that, compare {@link
 * #nextPosition()} and {@link #chain()} with what was noted elsewhere. Not thread-safe.
 */
public final class ChainVerifier {

    private final HashChain hashChain = new HashChain();
    private long nextPosition;
    private String chain;
    private long lastTimestamp = Long.MIN_VALUE;

    /** From the beginning of the log. */
    public ChainVerifier() {
        this(0, HashChain.ORIGIN);
    }

    /** From a position on, given the chain of the event before it. */
    public ChainVerifier(long nextPosition, String chain) {
        this.nextPosition = nextPosition;
        this.chain = chain;
    }

    /** Where the walk stands: the position of the next record. */
    public long nextPosition() {
        return nextPosition;
    }

    /** The chain of the last record that was found good. */
    public String chain() {
        return chain;
    }

    /**
     * Looks at the next record of the log.
     *
     * @return what is wrong with it, as a sentence; empty when it is what was written. After a
     *     fault the walk stands where it stood.
     */
    public Optional<String> verify(ConsumerRecord<byte[], byte[]> record) {
        String fault = fault(record);
        if (fault == null) {
            nextPosition++;
            lastTimestamp = record.timestamp();
            return Optional.empty();
        }
        return Optional.of(
                "At offset "
                        + record.offset()
                        + ", where position "
                        + nextPosition
                        + " is due: "
                        + fault);
    }

    private @Nullable String fault(ConsumerRecord<byte[], byte[]> record) {
        long position;
        try {
            position = RecordFormat.position(record);
        } catch (UnreadableRecordException foreign) {
            return foreign.getMessage();
        }
        if (position != nextPosition) {
            return "the record says position "
                    + position
                    + ", so events are missing, repeated or moved.";
        }
        if (record.timestamp() < lastTimestamp) {
            return "the time of recording goes back.";
        }
        // A payload that was erased by law is null; its hash stands for it in the chain.
        Header payloadHash = record.headers().lastHeader("ce_payloadhash");
        if (record.value() != null
                && (payloadHash == null
                        || !Arrays.equals(
                                payloadHash.value(),
                                HashChain.sha256(record.value()).getBytes(US_ASCII)))) {
            return "the payload is not the one that was recorded.";
        }
        String computed = hashChain.next(chain, record.key(), record.headers(), record.timestamp());
        Header recorded = record.headers().lastHeader(RecordFormat.CHAIN);
        if (recorded == null || !Arrays.equals(recorded.value(), computed.getBytes(US_ASCII))) {
            return "the record, or one before it, is not the one that was recorded: its chain does not fit.";
        }
        chain = computed;
        return null;
    }
}
