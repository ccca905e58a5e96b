package io.incidentledger.eventstore.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * An event as a Kafka record, in the binary mode of CloudEvents 1.0: the value is the payload, the
 * key the event id, and everything else stands in headers (UTF-8).
 *
 * <table>
 *   <caption>Headers</caption>
 *   <tr><td>{@code ce_specversion}</td><td>1.0</td></tr>
 *   <tr><td>{@code ce_id}, {@code ce_source}, {@code ce_type}</td><td>id, source and stored name</td></tr>
 *   <tr><td>{@code ce_subject}</td><td>the value of the subject tag, absent without one</td></tr>
 *   <tr><td>{@code ce_time}</td><td>the event's own time, microseconds</td></tr>
 *   <tr><td>{@code ce_dataversion}</td><td>version of the payload's form</td></tr>
 *   <tr><td>{@code ce_position}</td><td>from 0, dense</td></tr>
 *   <tr><td>{@code ce_recordedtime}</td><td>also the record's timestamp: when the writer took it; never goes back</td></tr>
 *   <tr><td>{@code ce_tags}, {@code ce_metadata}</td><td>pairs as in a URL's query, sorted</td></tr>
 *   <tr><td>{@code ce_number}</td><td>the number given by the writer, where one was asked for</td></tr>
 *   <tr><td>{@code ce_payloadhash}</td><td>SHA-256 of the value, hex</td></tr>
 *   <tr><td>{@code ce_chain}</td><td>{@link HashChain}, hex</td></tr>
 *   <tr><td>{@code content-type}</td><td>of the value</td></tr>
 * </table>
 *
 * <p>A record without a value is an event whose payload was erased by law.
 *
 * <p>Writing is not thread-safe, reading is.
 */
public final class RecordFormat {

    static final String CHAIN = "ce_chain";

    private static final String PREFIX = "ce_";
    private static final String DATA_VERSION = "ce_dataversion";
    private static final String ID = "ce_id";
    private static final String METADATA = "ce_metadata";
    private static final String NUMBER = "ce_number";
    private static final String PAYLOAD_HASH = "ce_payloadhash";
    private static final String POSITION = "ce_position";
    private static final String RECORDED_TIME = "ce_recordedtime";
    private static final String SOURCE = "ce_source";
    private static final String SPEC_VERSION = "ce_specversion";
    private static final String SUBJECT = "ce_subject";
    private static final String TAGS = "ce_tags";
    private static final String TIME = "ce_time";
    private static final String TYPE = "ce_type";
    private static final String CONTENT_TYPE = "content-type";

    private static final byte[] ONE_ZERO = "1.0".getBytes(US_ASCII);

    private final String topic;
    private final String subjectTag;
    private final byte[] source;
    private final byte[] contentType;
    private final HashChain hashChain = new HashChain();

    private long lastMillis = Long.MIN_VALUE;
    private byte[] lastTime = {};

    /** A record, and the event as its readers will see it. */
    public record Written(ProducerRecord<byte[], byte[]> record, RecordedEvent event) {}

    /** Writes records of one ledger. */
    public RecordFormat(String topic, String subjectTag, String source, String contentType) {
        this.topic = topic;
        this.subjectTag = subjectTag;
        this.source = Utf8.bytes(source);
        this.contentType = Utf8.bytes(contentType);
    }

    /** Where what is written goes. */
    public String topic() {
        return topic;
    }

    /**
     * The record of an event at its place.
     *
     * @param recordedAt milliseconds since 1970
     * @param number what the draft's counter gave, null without a counter
     * @param previousChain the chain of the event at the position before
     */
    public Written write(
            EventDraft draft,
            long position,
            long recordedAt,
            @Nullable String number,
            String previousChain) {
        Set<Tag> tags = draft.tags();
        byte[] tagsBytes = draft.tagsBytes;
        if (number != null) {
            tags = new HashSet<>(tags);
            tags.add(new Tag(EventMetadata.NUMBER_TAG, number));
            tags = Set.copyOf(tags);
            tagsBytes = EventDraft.tagsBytes(tags);
        }
        // In the order of their names, as the chain wants them.
        List<Header> headers = new ArrayList<>(15);
        headers.add(new RecordHeader(DATA_VERSION, draft.versionBytes));
        headers.add(new RecordHeader(ID, draft.idBytes));
        headers.add(new RecordHeader(METADATA, draft.metadataBytes));
        if (number != null) {
            headers.add(new RecordHeader(NUMBER, number.getBytes(US_ASCII)));
        }
        headers.add(new RecordHeader(PAYLOAD_HASH, draft.payloadHashBytes));
        headers.add(new RecordHeader(POSITION, Long.toString(position).getBytes(US_ASCII)));
        headers.add(new RecordHeader(RECORDED_TIME, time(recordedAt)));
        headers.add(new RecordHeader(SOURCE, source));
        headers.add(new RecordHeader(SPEC_VERSION, ONE_ZERO));
        String subject = subject(tags);
        if (subject != null) {
            headers.add(new RecordHeader(SUBJECT, subject.getBytes(UTF_8)));
        }
        headers.add(new RecordHeader(TAGS, tagsBytes));
        headers.add(new RecordHeader(TIME, draft.timeBytes));
        headers.add(new RecordHeader(TYPE, draft.typeBytes));
        headers.add(new RecordHeader(CONTENT_TYPE, contentType));
        String chain = chain(previousChain, draft.idBytes, headers, recordedAt);
        headers.add(new RecordHeader(CHAIN, chain.getBytes(US_ASCII)));
        var record =
                new ProducerRecord<>(topic, 0, recordedAt, draft.idBytes, draft.payload(), headers);
        var event =
                new RecordedEvent(
                        position,
                        Instant.ofEpochMilli(recordedAt),
                        draft.id(),
                        draft.type(),
                        draft.version(),
                        draft.timestamp(),
                        tags,
                        draft.metadata(),
                        number,
                        draft.payload(),
                        false,
                        chain);
        return new Written(record, event);
    }

    /**
     * The event of a record.
     *
     * @throws UnreadableRecordException when it is not one of ours
     */
    public static RecordedEvent read(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = HashMap.newHashMap(16);
        for (Header header : record.headers()) {
            if (header.value() != null && header.key().startsWith(PREFIX)) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        try {
            Set<Tag> tags = new HashSet<>();
            for (Map.Entry<String, String> pair : Pairs.decode(required(headers, TAGS))) {
                tags.add(new Tag(pair.getKey(), pair.getValue()));
            }
            Map<String, String> metadata = new HashMap<>();
            for (Map.Entry<String, String> pair : Pairs.decode(required(headers, METADATA))) {
                metadata.put(pair.getKey(), pair.getValue());
            }
            return new RecordedEvent(
                    Long.parseLong(required(headers, POSITION)),
                    Instant.ofEpochMilli(record.timestamp()),
                    required(headers, ID),
                    required(headers, TYPE),
                    required(headers, DATA_VERSION),
                    Instant.parse(required(headers, TIME)),
                    Set.copyOf(tags),
                    Map.copyOf(metadata),
                    headers.get(NUMBER),
                    record.value() == null ? new byte[0] : record.value(),
                    record.value() == null,
                    required(headers, CHAIN));
        } catch (IllegalArgumentException | DateTimeParseException damaged) {
            throw new UnreadableRecordException(
                    record.offset(), String.valueOf(damaged.getMessage()));
        }
    }

    /**
     * The chain that a record says it has.
     *
     * @throws UnreadableRecordException when it says none
     */
    public static String chain(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(CHAIN);
        if (header == null
                || header.value() == null
                || !new String(header.value(), US_ASCII).matches("[0-9a-f]{64}")) {
            throw new UnreadableRecordException(record.offset(), "it has no " + CHAIN);
        }
        return new String(header.value(), US_ASCII);
    }

    /** The position of a record, without reading the rest of it. */
    public static long position(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(POSITION);
        try {
            if (header != null && header.value() != null) {
                return Long.parseLong(new String(header.value(), US_ASCII));
            }
        } catch (NumberFormatException damaged) {
            throw new UnreadableRecordException(
                    record.offset(), "its " + POSITION + " is no number");
        }
        throw new UnreadableRecordException(record.offset(), "it has no " + POSITION);
    }

    private @Nullable String subject(Set<Tag> tags) {
        String subject = null;
        for (Tag tag : tags) {
            if (tag.key().equals(subjectTag)
                    && (subject == null || tag.value().compareTo(subject) < 0)) {
                subject = tag.value();
            }
        }
        return subject;
    }

    private String chain(String previous, byte[] key, List<Header> sorted, long timestamp) {
        hashChain.begin(previous, key);
        for (Header header : sorted) {
            hashChain.add(header.key().getBytes(US_ASCII));
            hashChain.add(header.value());
        }
        return hashChain.end(timestamp);
    }

    private byte[] time(long millis) {
        if (millis != lastMillis) {
            lastMillis = millis;
            lastTime = Instant.ofEpochMilli(millis).toString().getBytes(US_ASCII);
        }
        return lastTime;
    }

    private static String required(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no header " + name);
        }
        return value;
    }
}
