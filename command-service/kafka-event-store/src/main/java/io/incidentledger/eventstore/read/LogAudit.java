package io.incidentledger.eventstore.read;

import io.incidentledger.eventstore.record.ChainFault;
import io.incidentledger.eventstore.record.ChainVerifier;
import io.incidentledger.eventstore.record.HashChain;
import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.UnreadableRecordException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The verification of a log, or of a stretch of it: whether every committed event is still the one
 * that was recorded, in its place.
 *
 * @param from the position of the first event that was looked at
 * @param next the position behind the last event that is as it was recorded
 * @param chain the chain of the event before {@code next}; compare it with one noted elsewhere to
 *     know that the end was not cut off
 * @param erased how many of the events have lost their payload by erasure; the hash of each is
 *     still part of the chain
 * @param fault the first thing that is wrong; null when all is well
 */
public record LogAudit(
        long from, long next, String chain, long erased, @Nullable ChainFault fault) {

    /**
     * What to verify.
     *
     * @param from the position of the first event
     * @param after the chain that the event before it must have; null to take the log's word for it
     * @param to the position behind the last event; null for where the log ends now
     */
    public record Stretch(long from, @Nullable String after, @Nullable Long to) {

        /** From the first event to where the log ends now. */
        public static final Stretch WHOLE = new Stretch(0, HashChain.ORIGIN, null);

        /** Refuses what is no stretch. */
        public Stretch {
            if (from < 0 || to != null && to < from) {
                throw new IllegalArgumentException("no stretch goes from " + from + " to " + to);
            }
        }
    }

    /** Is told of every event that is as it was recorded, and may end the walk there. */
    @FunctionalInterface
    public interface Walk {

        /** Whatever comes. */
        Walk TO_THE_END = (position, chain) -> true;

        /** Whether to go on behind this event. On the caller's thread; must be quick. */
        boolean passed(long position, String chain);
    }

    /** How many events are as they were recorded. */
    public long verified() {
        return next - from;
    }

    /** Whether all is as it was recorded. */
    public boolean intact() {
        return fault == null;
    }

    /**
     * Reads the log from the first event to where it ends now, and stops at the first fault. Takes
     * its time.
     */
    public static LogAudit of(EventSourceSettings settings) {
        return of(settings, Stretch.WHOLE, Walk.TO_THE_END);
    }

    /**
     * Reads a stretch of the log and stops at the first fault, or where the walk ends it.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not do its part; trying again
     *     is safe
     */
    public static LogAudit of(EventSourceSettings settings, Stretch stretch, Walk walk) {
        try (LogConsumer log =
                LogConsumer.ofWhatIsThere(
                        settings.bootstrapServers(),
                        settings.topic(),
                        settings.clientProperties())) {
            return of(log, stretch, walk);
        }
    }

    private static LogAudit of(LogConsumer log, Stretch stretch, Walk walk) {
        long end = log.end();
        ChainVerifier verifier = new ChainVerifier(0, HashChain.ORIGIN);
        log.seek(log.beginning());
        if (stretch.from() > 0) {
            Optional<ConsumerRecord<byte[], byte[]>> before;
            try {
                before = before(log, stretch.from());
            } catch (DamagedRecordException damaged) {
                return atTheStart(
                        stretch, HashChain.ORIGIN, damaged.at(log.positionDueAt(damaged.offset())));
            }
            try {
                if (before.isEmpty()) {
                    return atTheStart(
                            stretch,
                            HashChain.ORIGIN,
                            ending(stretch.from() - 1, stretch.from() - 1, end));
                }
                long found = RecordFormat.position(before.get());
                if (found != stretch.from() - 1) {
                    return atTheStart(
                            stretch,
                            HashChain.ORIGIN,
                            new ChainFault(
                                    stretch.from() - 1,
                                    before.get().offset(),
                                    ChainFault.Kind.POSITION,
                                    "the record says position "
                                            + found
                                            + ", so events are missing before it."));
                }
                String chain = RecordFormat.chain(before.get());
                verifier = new ChainVerifier(stretch.from(), chain);
                if (stretch.after() != null && !stretch.after().equals(chain)) {
                    return atTheStart(
                            stretch,
                            chain,
                            new ChainFault(
                                    stretch.from() - 1,
                                    before.get().offset(),
                                    ChainFault.Kind.CHAIN,
                                    "the record has another chain than the one given: history up to"
                                            + " it is another."));
                }
            } catch (UnreadableRecordException foreign) {
                return atTheStart(
                        stretch,
                        HashChain.ORIGIN,
                        new ChainFault(
                                stretch.from() - 1,
                                before.map(ConsumerRecord::offset).orElse(end),
                                ChainFault.Kind.FOREIGN,
                                foreign.getMessage() + "."));
            }
        }
        return walk(log, end, stretch, verifier, walk);
    }

    /** Leaves the log at the record behind the one that is returned. */
    private static Optional<ConsumerRecord<byte[], byte[]>> before(LogConsumer log, long position) {
        log.seekToPosition(position - 1);
        List<ConsumerRecord<byte[], byte[]>> records = log.read(log.end());
        if (records.isEmpty()) {
            return Optional.empty();
        }
        log.seek(records.getFirst().offset() + 1);
        return Optional.of(records.getFirst());
    }

    private static LogAudit walk(
            LogConsumer log, long end, Stretch stretch, ChainVerifier verifier, Walk walk) {
        Long to = stretch.to();
        long limit = to == null ? Long.MAX_VALUE : to;
        while (verifier.nextPosition() < limit) {
            List<ConsumerRecord<byte[], byte[]>> records;
            try {
                records = log.read(end);
            } catch (DamagedRecordException damaged) {
                return audit(stretch, verifier, damaged.at(verifier.nextPosition()));
            }
            if (records.isEmpty()) {
                break;
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (verifier.nextPosition() >= limit || record.offset() >= end) {
                    break;
                }
                ChainFault fault = verifier.check(record).orElse(null);
                if (fault != null || !walk.passed(verifier.nextPosition() - 1, verifier.chain())) {
                    return audit(stretch, verifier, fault);
                }
            }
        }
        if (to != null && verifier.nextPosition() < to) {
            return audit(stretch, verifier, ending(verifier.nextPosition(), to - 1, end));
        }
        return audit(stretch, verifier, null);
    }

    private static LogAudit audit(
            Stretch stretch, ChainVerifier verifier, @Nullable ChainFault fault) {
        return new LogAudit(
                stretch.from(),
                verifier.nextPosition(),
                verifier.chain(),
                verifier.erased(),
                fault);
    }

    /** Nothing of the stretch itself was looked at. */
    private static LogAudit atTheStart(Stretch stretch, String chain, ChainFault fault) {
        return new LogAudit(stretch.from(), stretch.from(), chain, 0, fault);
    }

    private static ChainFault ending(long position, long wanted, long end) {
        return new ChainFault(
                position,
                end,
                ChainFault.Kind.MISSING,
                "there is none, and the log ought to hold position " + wanted + ".");
    }
}
