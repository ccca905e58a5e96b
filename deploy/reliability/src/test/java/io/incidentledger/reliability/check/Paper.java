package io.incidentledger.reliability.check;

import io.incidentledger.events.EventCodec;
import io.incidentledger.events.EventType;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.eventstore.record.EventDraft;
import io.incidentledger.eventstore.record.HashChain;
import io.incidentledger.eventstore.record.RecordFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * A log on paper: events can be put in, taken out and moved, and then it is chained as a real one.
 */
final class Paper {
    static final long START = Instant.parse("2026-11-21T08:00:00Z").toEpochMilli();

    private static final EventCodec CODEC = new EventCodec();

    final List<Written> events = new ArrayList<>();

    /** An event as it will be written; a number is given as it is said. */
    record Written(String command, LedgerEvent event, String number) {}

    /** Adds the events of a command; returns the position of the last. */
    long write(String command, List<? extends LedgerEvent> added) {
        for (LedgerEvent event : added) {
            String number = null;
            if (event.counter() != null) {
                long given =
                        events.stream()
                                        .filter(it -> it.number() != null)
                                        .filter(it -> it.number().startsWith(event.counter() + "-"))
                                        .count()
                                + 1;
                number = event.counter() + "-" + given;
            }
            events.add(new Written(command, event, number));
        }
        return events.size() - 1L;
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        RecordFormat format =
                new RecordFormat("ledger", "incident", "urn:test", "application/json");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        String chain = HashChain.ORIGIN;
        for (Written written : events) {
            int position = records.size();
            RecordFormat.Written record =
                    format.write(
                            draft(written, position),
                            position,
                            START + position,
                            written.number(),
                            chain);
            chain = record.event().chain();
            records.add(consumed(record.record(), position));
        }
        return records;
    }

    static ConsumerRecord<byte[], byte[]> consumed(
            ProducerRecord<byte[], byte[]> record, long offset) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                offset,
                record.timestamp(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static EventDraft draft(Written written, int position) {
        EventType type = EventType.of(written.event());
        Set<Tag> tags = new HashSet<>();
        written.event().tags().forEach((key, value) -> tags.add(Tag.of(key, value)));
        Map<String, String> metadata = new HashMap<>();
        metadata.put("actor", "@storm");
        metadata.put("authority", "token");
        metadata.put("commandId", written.command());
        return new EventDraft(
                new UUID(7, position).toString(),
                type.storedName(),
                type.version(),
                Instant.ofEpochMilli(START + position),
                tags,
                metadata,
                CODEC.encode(written.event()));
    }
}
