package io.incidentledger.people;

import io.incidentledger.events.Handle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the directory stands in its topic: the key is the handle, the value JSON or, where it was
 * erased, nothing; the header {@code by} says who had it so. Thread-safe.
 */
final class ContactFormat {
    /** The key of what is only written so that Kafka closes a segment. */
    static final String TICK = "tick";

    private static final String BY = "by";

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private ContactFormat() {}

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /**
     * @throws UnreadableContactException when it is none of ours
     */
    static Listing read(ConsumerRecord<byte[], byte[]> record) {
        try {
            Header by = record.headers().lastHeader(BY);
            return new Listing(
                    JSON.readValue(record.value(), Contact.class),
                    record.offset(),
                    Optional.ofNullable(by)
                            .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                            .map(Handle::new)
                            .orElse(null),
                    Instant.ofEpochMilli(record.timestamp()));
        } catch (JacksonException | IllegalArgumentException foreign) {
            throw new UnreadableContactException(record.offset(), foreign);
        }
    }

    static ProducerRecord<byte[], byte[]> write(String topic, Change change, Handle by) {
        var record =
                record(
                        topic,
                        change.handle().value(),
                        change.contact() == null ? null : JSON.writeValueAsBytes(change.contact()));
        record.headers().add(BY, by.value().getBytes(StandardCharsets.UTF_8));
        return record;
    }

    static ProducerRecord<byte[], byte[]> tick(String topic) {
        return record(topic, TICK, null);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** A record that says nothing of anybody. */
    static final class UnreadableContactException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableContactException(long offset, Throwable cause) {
            super("the record at offset " + offset + " is no entry of a directory", cause);
        }
    }
}
