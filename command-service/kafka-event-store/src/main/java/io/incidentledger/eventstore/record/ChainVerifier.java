package io.incidentledger.eventstore.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.incidentledger.eventstore.record.ChainFault.Kind;
import java.util.Arrays;
import java.util.Iterator;
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
    private long erased;

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

    /** How many of the records that were found good have lost their payload by erasure. */
    public long erased() {
        return erased;
    }

    /**
     * Looks at the next record of the log.
     *
     * @return what is wrong with it, as a sentence; empty when it is what was written. After a
     *     fault the walk stands where it stood.
     */
    public Optional<String> verify(ConsumerRecord<byte[], byte[]> record) {
        return check(record).map(ChainFault::toString);
    }

    /**
     * Looks at the next record of the log, or of a copy of it; its offset is where it stands there.
     *
     * @return what is wrong with it; empty when it is what was written. After a fault the walk
     *     stands where it stood.
     */
    public Optional<ChainFault> check(ConsumerRecord<byte[], byte[]> record) {
        ChainFault fault = fault(record);
        if (fault == null) {
            nextPosition++;
            lastTimestamp = record.timestamp();
            erased += record.value() == null ? 1 : 0;
        }
        return Optional.ofNullable(fault);
    }

    private @Nullable ChainFault fault(ConsumerRecord<byte[], byte[]> record) {
        long position;
        try {
            position = RecordFormat.position(record);
        } catch (UnreadableRecordException foreign) {
            return fault(record, Kind.FOREIGN, foreign.getMessage() + ".");
        }
        if (position != nextPosition) {
            return fault(
                    record,
                    Kind.POSITION,
                    "the record says position "
                            + position
                            + ", so events are missing, repeated or moved.");
        }
        if (record.timestamp() < lastTimestamp) {
            return fault(record, Kind.TIME, "the time of recording goes back.");
        }
        // A payload that was erased by law is null; its hash stands for it in the chain.
        Header payloadHash = record.headers().lastHeader("ce_payloadhash");
        if (record.value() != null
                && (payloadHash == null
                        || !Arrays.equals(
                                payloadHash.value(),
                                HashChain.sha256(record.value()).getBytes(US_ASCII)))) {
            return fault(record, Kind.PAYLOAD, "the payload is not the one that was recorded.");
        }
        Iterator<Header> chains = record.headers().headers(RecordFormat.CHAIN).iterator();
        if (chains.hasNext() && chains.next() != null && chains.hasNext()) {
            // The chain does not cover its own header, so a second one would go unnoticed.
            return fault(record, Kind.CHAIN, "the record says its chain twice.");
        }
        String computed = hashChain.next(chain, record.key(), record.headers(), record.timestamp());
        Header recorded = record.headers().lastHeader(RecordFormat.CHAIN);
        if (recorded == null || !Arrays.equals(recorded.value(), computed.getBytes(US_ASCII))) {
            return fault(
                    record,
                    Kind.CHAIN,
                    "the record, or one before it, is not the one that was recorded: its chain does not"
                            + " fit.");
        }
        chain = computed;
        return null;
    }

    private ChainFault fault(ConsumerRecord<byte[], byte[]> record, Kind kind, String what) {
        return new ChainFault(nextPosition, record.offset(), kind, what);
    }
}
