package io.incidentledger.eventstore.archive;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.Ledger;
import io.incidentledger.eventstore.RawTopic;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A backup is the log, byte for byte, wherever its making broke off; what is passed on lacks what
 * was taken back.
 */
class ArchiveExportTest extends WithMixedLog {
    @Test
    void a_backup_is_for_its_owner_only_and_says_that_it_is_whole() throws Exception {
        Path file = directory.resolve("backup.jsonl");

        ArchiveSummary summary = export(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("backup.jsonl.part")).doesNotExist();
        ArchiveAudit audit = audit(file);
        assertThat(audit.intact()).isTrue();
        assertThat(audit.header().kind()).isEqualTo(ArchiveHeader.Kind.SEALED);
        assertThat(audit.header().ledger()).isEqualTo(topic);
        assertThat(audit.chain()).isEqualTo(summary.chain()).isEqualTo(audit(topic).chain());
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(MixedLog.EVENTS + 2);
        assertThat(lines.getFirst()).startsWith("{\"form\":\"event-log-archive/1\"");
        assertThat(lines.getLast()).contains("\"events\":" + MixedLog.EVENTS);
    }

    @Test
    void a_file_that_is_there_already_is_not_written_over() {
        Path file = directory.resolve("backup.jsonl");
        export(file);

        assertThatThrownBy(() -> export(file))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("already");
    }

    @Test
    void an_export_that_broke_off_anywhere_is_taken_up_and_ends_the_same() throws Exception {
        Path whole = directory.resolve("whole.jsonl");
        export(whole);
        byte[] expected = withoutTimes(whole);
        long size = Files.size(whole);
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long headerEnd = Files.readString(whole).indexOf('\n') + 1;
        Set<Long> lengths =
                new TreeSet<>(Set.of(0L, 10L, headerEnd, headerEnd + 1, size - 1, size));
        random.longs(15, 0, size).forEach(lengths::add);

        for (long length : lengths) {
            Path file = directory.resolve("cut-" + length + ".jsonl");
            Path part = directory.resolve("cut-" + length + ".jsonl.part");
            Files.copy(whole, part);
            cut(part, length);

            export(file);

            assertThat(withoutTimes(file)).as("broken off at byte " + length).isEqualTo(expected);
            assertThat(part).doesNotExist();
        }
    }

    @Test
    void an_export_goes_on_to_where_the_log_has_come_meanwhile() throws Exception {
        Path file = directory.resolve("backup.jsonl");
        Path first = directory.resolve("first.jsonl");
        export(first);
        Files.move(first, directory.resolve("backup.jsonl.part"));
        try (KafkaEventStore store = KafkaEventStore.open(settings(topic))) {
            append(store, event("a", "meanwhile"));
        }
        RawTopic.awaitVisible(topic);

        ArchiveSummary summary = export(file);

        assertThat(summary.events()).isEqualTo(MixedLog.EVENTS + 1);
        assertThat(audit(file).intact()).isTrue();
    }

    @Test
    void an_export_is_not_taken_up_on_a_log_that_is_another_by_now() throws Exception {
        Path whole = directory.resolve("whole.jsonl");
        export(whole);
        List<ProducerRecord<byte[], byte[]>> copies = copies(topic);
        String rewritten = MixedLog.topic();
        RawTopic.write(Forger.recompute(copies, 7, rewritten));
        String cut = MixedLog.topic();
        RawTopic.write(copies(topic, cut).subList(0, 20));

        for (String other : List.of(rewritten, cut)) {
            Path part = directory.resolve(other + ".part");
            Files.writeString(part, Files.readString(whole).replace(topic, other));

            assertThatThrownBy(
                            () ->
                                    ArchiveExport.sealed(
                                            source(other),
                                            directory.resolve(other),
                                            ArchiveProgress.NONE))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining(other.equals(cut) ? "tail was cut off" : "position 7");
            assertThat(part).exists();
        }
    }

    @Test
    void what_somebody_else_is_writing_is_left_to_them() throws Exception {
        Path file = directory.resolve("backup.jsonl");
        try (PartFile writing =
                PartFile.open(
                        file, new ArchiveHeader(topic, ArchiveHeader.Kind.SEALED, Instant.EPOCH))) {

            assertThatThrownBy(() -> export(file)).hasMessageContaining("Another process");
        }
    }

    @Test
    void a_log_that_is_not_what_was_recorded_is_not_exported() {
        List<ProducerRecord<byte[], byte[]>> copies = copies(topic);
        copies.set(5, Forger.with(copies.get(5), "lie".getBytes(UTF_8)));
        String altered = MixedLog.topic();
        RawTopic.write(to(altered, copies));

        assertThatThrownBy(
                        () ->
                                ArchiveExport.sealed(
                                        source(altered),
                                        directory.resolve("a.jsonl"),
                                        ArchiveProgress.NONE))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("where position 5 is due")
                .hasMessageContaining("payload");
        assertThat(directory.resolve("a.jsonl")).doesNotExist();
    }

    @Test
    void an_export_during_load_is_a_prefix_of_the_log() throws Exception {
        Ledger ledger = new Ledger();
        Path file = directory.resolve("backup.jsonl");
        try (KafkaEventStore store = ledger.open()) {
            for (int i = 0; i < 200; i++) {
                append(store, event("a", "before " + i));
            }
            Thread load =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = 0; !Thread.interrupted(); i++) {
                                            append(
                                                    store,
                                                    event("a", "one " + i),
                                                    event("a", "two " + i));
                                        }
                                    });

            ArchiveSummary summary;
            try {
                Awaitility.await().until(() -> store.head().nextPosition() > 250);
                summary = ArchiveExport.sealed(source(ledger.topic()), file, ArchiveProgress.NONE);
            } finally {
                load.interrupt();
                load.join();
            }

            assertThat(summary.events()).isGreaterThanOrEqualTo(250);
            assertThat(summary.events() % 2).as("events of one append together").isZero();
            RecordedEvent last = store.read(summary.events() - 1, 1).getFirst();
            assertThat(last.chain()).isEqualTo(summary.chain());
            assertThat(audit(file).intact()).isTrue();
        }
    }

    @Test
    void a_shareable_archive_lacks_what_was_taken_back_and_verifies_all_the_same()
            throws Exception {
        Path file = directory.resolve("shareable.jsonl");

        ArchiveSummary summary =
                ArchiveExport.shareable(source(topic), file, new Taken(), ArchiveProgress.NONE);

        assertThat(summary.withheld()).isEqualTo(3); // the log has one erased payload already
        assertThat(summary.chain()).isEqualTo(audit(topic).chain());
        assertThat(audit(file).intact()).isTrue();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(5 + 1))
                .doesNotContain("\"payload\"", "note 5")
                .contains("payloadhash");
        assertThat(lines.get(9 + 1)).doesNotContain("\"payload\"");
        assertThat(lines.get(6 + 1)).contains("\"payload\":\"note 6\"");
    }

    @Test
    void a_shareable_export_that_is_taken_up_leaves_out_what_was_taken_back_meanwhile()
            throws Exception {
        Path first = directory.resolve("first.jsonl");
        ArchiveExport.shareable(source(topic), first, new Nothing(), ArchiveProgress.NONE);
        Path file = directory.resolve("second.jsonl");
        Files.move(first, directory.resolve("second.jsonl.part"));

        ArchiveExport.shareable(source(topic), file, new Taken(), ArchiveProgress.NONE);

        assertThat(Files.readString(file)).doesNotContain("note 5").contains("note 6");
        assertThat(audit(file).withheld()).isEqualTo(3);
    }

    /** Event 20 takes back the payloads of 5 and 9. */
    private static final class Taken implements Redactions {
        private boolean seen;

        @Override
        public void look(RecordedEvent event) {
            seen |= event.position() == 20;
        }

        @Override
        public boolean hides(long position) {
            return seen && (position == 5 || position == 9);
        }
    }

    private static final class Nothing implements Redactions {
        @Override
        public void look(RecordedEvent event) {}

        @Override
        public boolean hides(long position) {
            return false;
        }
    }

    /** All but when it was begun and ended. */
    private static byte[] withoutTimes(Path file) throws IOException {
        return Files.readString(file)
                .replaceAll("\"(begun|ended)\":\"[^\"]*\"", "")
                .getBytes(UTF_8);
    }
}
