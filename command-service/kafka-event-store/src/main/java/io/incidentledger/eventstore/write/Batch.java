package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.record.RecordedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Appends that are committed in one transaction. Until the commit is known it also is what later
 * appends are checked against beside the index. Filled by the deciding thread, sent by the
 * committing thread; handing over orders the two.
 */
final class Batch {

    /** An append in the batch, and where its events stand if the batch is committed. */
    record Member(PendingAppend append, long firstPosition, long lastPosition, String firstId) {}

    private final List<Member> members = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<RecordedEvent> events = new ArrayList<>();
    private final Map<Tag, Long> lastByTag = new HashMap<>();
    private final Set<String> commandKeys = new HashSet<>();
    private final List<PendingAppend> followers = new ArrayList<>();
    private long size;
    private boolean alone;
    private long lastOffset = -1;
    private Lease.@Nullable Moment committedSince;

    void add(
            Member member,
            List<ProducerRecord<byte[], byte[]>> itsRecords,
            List<RecordedEvent> itsEvents) {
        members.add(member);
        records.addAll(itsRecords);
        events.addAll(itsEvents);
        for (RecordedEvent event : itsEvents) {
            for (Tag tag : event.tags()) {
                lastByTag.put(tag, event.position());
            }
        }
        for (PendingAppend.CommandKey command : member.append().commands()) {
            commandKeys.add(name(command));
        }
        size += member.append().size();
        alone |= member.append().isAlone();
    }

    List<Member> members() {
        return members;
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    List<RecordedEvent> events() {
        return events;
    }

    /** Of the last event with the tag in this batch, -1 without one. */
    long lastPosition(Tag tag) {
        return lastByTag.getOrDefault(tag, -1L);
    }

    boolean holds(PendingAppend.CommandKey command) {
        return !commandKeys.isEmpty() && commandKeys.contains(name(command));
    }

    /**
     * The append is decided again when the outcome of this batch is known, because it depends on
     * it.
     */
    void follow(PendingAppend append) {
        followers.add(append);
    }

    List<PendingAppend> followers() {
        return followers;
    }

    /** Nothing may join. */
    boolean isClosedFor(PendingAppend append, int maxEvents, int maxBytes) {
        return !members.isEmpty()
                && (alone
                        || append.isAlone()
                        || events.size() + append.drafts().size() > maxEvents
                        || size + append.size() > maxBytes);
    }

    void committedAt(long offset, Lease.Moment askedAt) {
        this.lastOffset = offset;
        this.committedSince = askedAt;
    }

    /** The offset of the last record, once committed. */
    long lastOffset() {
        return lastOffset;
    }

    /**
     * When its commit was asked for, once committed: the ledger was this writer's then or later.
     */
    Lease.Moment committedSince() {
        return Objects.requireNonNull(committedSince);
    }

    private static String name(PendingAppend.CommandKey command) {
        return command.scope() + '\0' + command.key();
    }
}
