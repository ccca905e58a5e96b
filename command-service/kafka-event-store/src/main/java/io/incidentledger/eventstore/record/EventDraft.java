package io.incidentledger.eventstore.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * An event that is ready to be written and only waits for what the writer alone can give: position,
 * time of recording, number and chain. Everything that can be computed beforehand is, on the
 * caller's thread. Immutable.
 */
public final class EventDraft {

    private static final int MOST_PAIRS = 10_000;

    private final String id;
    private final String type;
    private final String version;
    private final Instant timestamp;
    private final Set<Tag> tags;
    private final Map<String, String> metadata;
    private final @Nullable String counter;
    private final byte[] payload;

    final byte[] idBytes;
    final byte[] typeBytes;
    final byte[] versionBytes;
    final byte[] timeBytes;
    final byte[] tagsBytes;
    final byte[] metadataBytes;
    final byte[] payloadHashBytes;

    /**
     * @param timestamp is cut to microseconds
     * @param metadata may hold {@link EventMetadata#NUMBERED}
     * @throws IllegalArgumentException when a text is not valid Unicode, there are more than 10,000
     *     tags or entries of metadata, the id or the type is blank, or the counter's name has other
     *     characters than letters and digits
     */
    public EventDraft(
            String id,
            String type,
            String version,
            Instant timestamp,
            Set<Tag> tags,
            Map<String, String> metadata,
            byte[] payload) {
        this.id = requireText(id, "id");
        this.type = requireText(type, "type");
        this.version = requireText(version, "version");
        this.timestamp = timestamp.truncatedTo(ChronoUnit.MICROS);
        this.tags = Set.copyOf(tags);
        this.counter = counter(metadata);
        this.metadata = withoutRequests(metadata);
        if (this.tags.size() > MOST_PAIRS || this.metadata.size() > MOST_PAIRS) {
            throw new IllegalArgumentException(
                    "an event has at most "
                            + MOST_PAIRS
                            + " tags, and as many entries of metadata");
        }
        this.payload = Objects.requireNonNull(payload, "payload");
        this.idBytes = Utf8.bytes(id);
        this.typeBytes = Utf8.bytes(type);
        this.versionBytes = Utf8.bytes(version);
        this.timeBytes = this.timestamp.toString().getBytes(UTF_8);
        this.tagsBytes = tagsBytes(this.tags);
        this.metadataBytes = Pairs.encode(this.metadata.entrySet()).getBytes(UTF_8);
        this.payloadHashBytes = HashChain.sha256(payload).getBytes(UTF_8);
    }

    /** The event message's identifier. */
    public String id() {
        return id;
    }

    /** The stored name of the event. */
    public String type() {
        return type;
    }

    /** The version of the payload's form. */
    public String version() {
        return version;
    }

    /** The event message's own time, in microseconds. */
    public Instant timestamp() {
        return timestamp;
    }

    /** As appended; the tag of the number comes with the number. */
    public Set<Tag> tags() {
        return tags;
    }

    /** What will be stored. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The counter that gives this event its number, or null. */
    public @Nullable String counter() {
        return counter;
    }

    /** The bytes to store. */
    public byte[] payload() {
        return payload;
    }

    /** About how large the record will be, in bytes, before compression: never less than it is. */
    public int size() {
        return 1024
                + payload.length
                + idBytes.length * 2
                + typeBytes.length
                + tagsBytes.length * 2
                + metadataBytes.length;
    }

    static byte[] tagsBytes(Set<Tag> tags) {
        Set<Map.Entry<String, String>> pairs = HashSet.newHashSet(tags.size());
        tags.forEach(tag -> pairs.add(Map.entry(tag.key(), tag.value())));
        return Pairs.encode(pairs).getBytes(UTF_8);
    }

    private static String requireText(String text, String what) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an event's " + what + " must not be blank");
        }
        return text;
    }

    private static @Nullable String counter(Map<String, String> metadata) {
        String counter = metadata.get(EventMetadata.NUMBERED);
        if (counter != null
                        && !counter.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c))
                || "".equals(counter)) {
            throw new IllegalArgumentException(
                    "a counter's name must be letters and digits, but is \"" + counter + "\"");
        }
        return counter;
    }

    private static Map<String, String> withoutRequests(Map<String, String> metadata) {
        if (!metadata.containsKey(EventMetadata.NUMBERED)) {
            return Map.copyOf(metadata);
        }
        Map<String, String> kept = new HashMap<>(metadata);
        kept.remove(EventMetadata.NUMBERED);
        return Map.copyOf(kept);
    }
}
