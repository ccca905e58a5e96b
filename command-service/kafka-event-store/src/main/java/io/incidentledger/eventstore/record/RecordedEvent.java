package io.incidentledger.eventstore.record;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log holds it. Immutable, provided that nobody writes into the payload's array.
 *
 * @param position its place in the log: from 0, without gaps, in the order of the log
 * @param recordedAt when the writer took it, in milliseconds; never before the recordedAt of an
 *     earlier position
 * @param id the event message's identifier
 * @param type its stored name, never a class name of ours
 * @param version the version of the payload's form
 * @param timestamp the event message's own time, in microseconds; no order is promised
 * @param tags by which it is found, the tag of its number included
 * @param metadata as appended, without {@link EventMetadata#NUMBERED}
 * @param number what the writer gave it when asked to, {@code INC-42} for example, else null
 * @param payload the bytes as they were appended; empty when they were erased
 * @param erased whether the payload was erased by law: a known state, and no damage. Everything
 *     else is as it was recorded
 * @param chain SHA-256 in hex (64 characters) over the previous event's chain and this record; see
 *     {@link HashChain}
 */
public record RecordedEvent(
        long position,
        Instant recordedAt,
        String id,
        String type,
        String version,
        Instant timestamp,
        Set<Tag> tags,
        Map<String, String> metadata,
        @Nullable String number,
        byte[] payload,
        boolean erased,
        String chain) {

    /**
     * The recorded event behind a message that came from this event store, empty for any other
     * message.
     */
    public static Optional<RecordedEvent> of(EventMessage message) {
        return message instanceof RecordedEventMessage recorded
                ? Optional.of(recorded.recorded())
                : Optional.empty();
    }

    /** The same, with a copy of the payload, for a reader of whom nobody knows what he does. */
    public RecordedEvent withOwnPayload() {
        return new RecordedEvent(
                position,
                recordedAt,
                id,
                type,
                version,
                timestamp,
                tags,
                metadata,
                number,
                payload.clone(),
                erased,
                chain);
    }

    /** The value of the (first, by value) tag with this key, or null. */
    public @Nullable String tag(String key) {
        String first = null;
        for (Tag tag : tags) {
            if (tag.key().equals(key) && (first == null || tag.value().compareTo(first) < 0)) {
                first = tag.value();
            }
        }
        return first;
    }

    /**
     * Two are equal when they are the same place of the same history: the chain covers everything
     * else.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordedEvent that
                && position == that.position
                && chain.equals(that.chain);
    }

    @Override
    public int hashCode() {
        return chain.hashCode();
    }

    @Override
    public String toString() {
        return "RecordedEvent["
                + position
                + " "
                + type
                + "#"
                + version
                + " "
                + id
                + " "
                + tags
                + "]";
    }
}
