package io.incidentledger.reliability.check;

import io.incidentledger.eventstore.read.LogConsumer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The committed records of a ledger's topic as consumers get them, byte for byte, as JSON Lines: so
 * that a run can be checked again when its brokers are gone.
 */
public final class LogFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration POLL = Duration.ofMillis(500);

    private LogFile() {}

    record Line(
            long offset,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<HeaderLine> headers) {}

    record HeaderLine(String name, byte @Nullable [] value) {}

    /** What the topic holds now. */
    public static List<ConsumerRecord<byte[], byte[]>> ofTopic(
            String bootstrapServers, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (LogConsumer log = new LogConsumer(bootstrapServers, topic, Map.of())) {
            long end = log.end();
            log.seek(log.beginning());
            while (log.offset() < end) {
                records.addAll(log.poll(POLL));
            }
        }
        return records;
    }

    public static void write(Path file, List<ConsumerRecord<byte[], byte[]>> records)
            throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                List<HeaderLine> headers = new ArrayList<>();
                for (Header header : record.headers()) {
                    headers.add(new HeaderLine(header.key(), header.value()));
                }
                lines.write(
                        JSON.writeValueAsString(
                                new Line(
                                        record.offset(),
                                        record.timestamp(),
                                        record.key(),
                                        record.value(),
                                        headers)));
                lines.newLine();
            }
        }
    }

    public static List<ConsumerRecord<byte[], byte[]>> read(Path file) throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String text : Files.readAllLines(file)) {
            Line line = JSON.readValue(text, Line.class);
            RecordHeaders headers = new RecordHeaders();
            line.headers().forEach(it -> headers.add(new RecordHeader(it.name(), it.value())));
            records.add(record(line, headers));
        }
        return records;
    }

    // Kafka says nothing about null here, and null is a key or a value that is not there.
    @SuppressWarnings("NullAway")
    private static ConsumerRecord<byte[], byte[]> record(Line line, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "ledger",
                0,
                line.offset(),
                line.timestamp(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                line.key(),
                line.value(),
                headers,
                Optional.empty());
    }
}
