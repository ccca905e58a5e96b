package io.incidentledger.eventstore.archive;

import io.incidentledger.eventstore.EmbeddedBroker;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.RawTopic;
import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.LogAudit;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A log with everything in it, on a real broker, and what is done with archives of it. */
abstract class WithMixedLog {
    static final Set<Long> NOTHING = Set.of();

    @TempDir Path directory;
    final String topic = MixedLog.write();
    private final Path index = EmbeddedBroker.newDirectory();

    @AfterEach
    void forget() {
        RawTopic.delete(topic);
    }

    ArchiveSummary export(Path file) {
        return ArchiveExport.sealed(source(topic), file, ArchiveProgress.NONE);
    }

    ArchiveSummary restore(Path file, String into, Set<Long> erased) {
        return ArchiveRestore.into(settings(into), file, erased::contains, ArchiveProgress.NONE);
    }

    EventStoreSettings settings(String ledger) {
        return EventStoreSettings.builder(
                        EmbeddedBroker.bootstrapServers(), ledger, index.resolve(ledger))
                .singleBroker()
                .subjectTag("incident")
                .build();
    }

    static EventSourceSettings source(String topic) {
        return new EventSourceSettings(EmbeddedBroker.bootstrapServers(), topic, "incident");
    }

    static LogAudit audit(String topic) {
        RawTopic.awaitVisible(topic);
        return LogAudit.of(source(topic));
    }

    static ArchiveAudit audit(Path file) {
        return ArchiveAudit.of(file, LogAudit.Walk.TO_THE_END, ArchiveProgress.NONE);
    }

    static void cut(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    static List<ProducerRecord<byte[], byte[]>> copies(String topic) {
        return copies(topic, topic);
    }

    static List<ProducerRecord<byte[], byte[]>> copies(String topic, String target) {
        List<ProducerRecord<byte[], byte[]>> copies = new ArrayList<>();
        RawTopic.read(topic).forEach(record -> copies.add(RawTopic.copy(record, target)));
        return copies;
    }

    static List<ProducerRecord<byte[], byte[]>> to(
            String target, List<ProducerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(
                        record ->
                                new ProducerRecord<>(
                                        target,
                                        0,
                                        record.timestamp(),
                                        record.key(),
                                        record.value(),
                                        record.headers()))
                .toList();
    }

    /** Key, value, headers in their order, and time of every record, to be compared by eye too. */
    static List<String> bytes(String topic) {
        List<String> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : RawTopic.read(topic)) {
            StringBuilder text = new StringBuilder().append(record.timestamp());
            text.append(" key=").append(hex(record.key()));
            text.append(" value=").append(hex(record.value()));
            for (Header header : record.headers()) {
                text.append(' ').append(header.key()).append('=').append(hex(header.value()));
            }
            all.add(text.toString());
        }
        return all;
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
    }
}
