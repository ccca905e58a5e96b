package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static io.incidentledger.eventstore.Ledger.payloads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.incidentledger.eventstore.archive.ArchiveException;
import io.incidentledger.eventstore.archive.ArchiveExport;
import io.incidentledger.eventstore.archive.ArchiveProgress;
import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.LogAudit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A byte that changed on the broker's disk: Kafka's clients read no further there. */
class DamagedRecordTest {

    private static final int HEADER_OF_A_BATCH = 61;
    private static final int LENGTH_BEFORE = 12;

    private final Ledger ledger = new Ledger();

    @BeforeEach
    void fill() {
        try (KafkaEventStore store = ledger.open()) {
            for (int i = 0; i < 4; i++) {
                append(store, event("a", "payload " + i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void verification_names_the_event_whose_record_cannot_be_read(int position) throws IOException {
        long offset = flip(position, HEADER_OF_A_BATCH + 40);

        LogAudit audit = LogAudit.of(source());

        assertThat(audit.next()).isEqualTo(position);
        assertThat(audit.fault().kind()).hasToString("DAMAGED");
        assertThat(audit.fault().position()).isEqualTo(position);
        // The marker of the transaction before it may be what is said.
        assertThat(audit.fault().place()).isBetween(Math.max(0, offset - 1), offset);
        assertThat(audit.fault().what()).contains("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 16, 17, 22})
    void so_it_does_when_the_frame_around_the_record_is_damaged(int at) throws IOException {
        flip(2, at);

        LogAudit audit = LogAudit.of(source());

        assertThat(audit.next()).isEqualTo(2);
        assertThat(audit.fault().kind()).hasToString("DAMAGED");
    }

    @Test
    void verification_from_a_position_behind_it_names_it_too() throws IOException {
        flip(2, HEADER_OF_A_BATCH + 40);

        LogAudit audit =
                LogAudit.of(
                        source(), new LogAudit.Stretch(3, null, null), LogAudit.Walk.TO_THE_END);

        assertThat(audit.fault().position()).isEqualTo(2);
    }

    @Test
    void an_export_stops_at_it_and_says_where(@TempDir Path directory) throws IOException {
        flip(3, HEADER_OF_A_BATCH + 40);

        assertThatThrownBy(
                        () ->
                                ArchiveExport.sealed(
                                        source(),
                                        directory.resolve("backup.jsonl"),
                                        ArchiveProgress.NONE))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("where position 3 is due");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void a_store_that_must_read_it_is_refused(int position) throws IOException {
        flip(position, HEADER_OF_A_BATCH + 40);

        assertThatThrownBy(
                        () ->
                                KafkaEventStore.open(
                                        ledger.settings(EmbeddedBroker.newDirectory())
                                                .openTimeout(Duration.ofSeconds(10))
                                                .build()))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("where position " + position + " is due");
    }

    @Test
    void a_store_that_serves_with_its_index_notices_and_goes_on_when_it_is_mended()
            throws IOException {
        var settings = ledger.settings().checkInterval(Duration.ofMillis(100)).build();
        try (KafkaEventStore store = KafkaEventStore.open(settings)) {
            flip(0, HEADER_OF_A_BATCH + 40);

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> store.state() instanceof StoreState.Refused);
            assertThat(store.state()).asString().contains("at offset 0 cannot be read");

            flip(0, HEADER_OF_A_BATCH + 40);

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> store.state() instanceof StoreState.Serving);
            append(store, event("a", "and on"));
            assertThat(payloads(store.read(0, 10))).endsWith("payload 3", "and on");
        }
    }

    private EventSourceSettings source() {
        return new EventSourceSettings(
                EmbeddedBroker.bootstrapServers(), ledger.topic(), "incident");
    }

    /**
     * Changes one byte of the batch that holds an event, or changes it back.
     *
     * @return its offset
     */
    private long flip(int position, int at) throws IOException {
        Path segment =
                EmbeddedBroker.directory()
                        .resolve(ledger.topic() + "-0")
                        .resolve("00000000000000000000.log");
        try (FileChannel file =
                FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long start = 0;
            for (int batch = 0; batch < 2 * position; batch++) { // each has a marker behind it
                start += LENGTH_BEFORE + read(file, start + 8, 4).getInt();
            }
            byte changed = (byte) (read(file, start + at, 1).get() ^ 0x10);
            file.write(ByteBuffer.wrap(new byte[] {changed}), start + at);
            return read(file, start, 8).getLong();
        }
    }

    private static ByteBuffer read(FileChannel file, long from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && file.read(buffer, from + buffer.position()) > 0) {}
        return buffer.flip();
    }
}
