package io.incidentledger.eventstore.archive;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.eventstore.EmbeddedBroker;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.Ledger;
import io.incidentledger.eventstore.RawTopic;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.anchor.Anchor;
import io.incidentledger.eventstore.anchor.AnchorCheck;
import io.incidentledger.eventstore.anchor.AnchorCheck.Verdict;
import io.incidentledger.eventstore.anchor.AnchorKey;
import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.LogAudit;
import io.incidentledger.eventstore.record.ChainFault;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup and restore, against a real broker: the same bytes, whatever they are. */
class ArchiveTest {

    private static final Set<Long> NOTHING = Set.of();

    @TempDir Path directory;
    private final String topic = MixedLog.write();
    private final Path index = EmbeddedBroker.newDirectory();

    @AfterEach
    void forget() {
        RawTopic.delete(topic);
    }

    @Test
    void whatever_is_in_a_log_comes_back_byte_for_byte() {
        Path file = directory.resolve("backup.jsonl");

        ArchiveSummary exported = export(file);
        String restored = EmbeddedBroker.newTopic();
        ArchiveSummary back = restore(file, restored, NOTHING);

        assertThat(bytes(restored)).isEqualTo(bytes(topic));
        assertThat(exported.events()).isEqualTo(MixedLog.EVENTS);
        assertThat(back).isEqualTo(exported);
        assertThat(audit(restored)).isEqualTo(audit(topic));
        try (KafkaEventStore store = KafkaEventStore.open(settings(restored))) {
            assertThat(store.head().nextPosition()).isEqualTo(MixedLog.EVENTS);
            assertThat(append(store, event("a", "goes on"))).isEqualTo(MixedLog.EVENTS);
        }
    }

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
    void a_history_that_was_made_anew_without_a_crack_is_told_by_an_anchor_only() {
        String rewritten = MixedLog.topic();
        AnchorKey key = AnchorKey.madeOnce(directory.resolve("anchor.key"));
        List<Anchor> anchors = new ArrayList<>();
        LogAudit.of(
                source(topic),
                LogAudit.Stretch.WHOLE,
                (position, chain) -> anchors.add(key.sign(topic, position, chain, Instant.EPOCH)));

        RawTopic.write(Forger.recompute(copies(topic), 7, rewritten));

        AnchorCheck check = new AnchorCheck(anchors);
        LogAudit audit =
                LogAudit.of(
                        source(rewritten),
                        LogAudit.Stretch.WHOLE,
                        (position, chain) -> {
                            check.passed(position, chain);
                            return true;
                        });
        assertThat(audit.intact()).as("the chain alone cannot tell").isTrue();
        assertThat(check.findings(audit.next()))
                .hasSize(MixedLog.EVENTS)
                .allSatisfy(
                        finding ->
                                assertThat(finding.verdict())
                                        .isEqualTo(
                                                finding.anchor().position() < 7
                                                        ? Verdict.HOLDS
                                                        : Verdict.REWRITTEN));
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
    void tampering_with_a_backup_is_named_at_its_place() throws Exception {
        Path whole = directory.resolve("whole.jsonl");
        export(whole);

        // Line 1 is the header, so the event of position n stands in line n + 2.
        assertFault(whole, 5, ChainFault.Kind.PAYLOAD, lines -> change(lines, 6, "note 5", "lie"));
        assertFault(
                whole,
                5,
                ChainFault.Kind.CHAIN,
                lines -> change(lines, 6, "actor=%40ana", "actor=%40eve"));
        assertFault(whole, 5, ChainFault.Kind.POSITION, lines -> without(lines, 6));
        assertFault(
                whole,
                6,
                ChainFault.Kind.POSITION,
                lines -> {
                    lines.add(7, lines.get(6));
                    return lines;
                });
        assertFault(
                whole,
                5,
                ChainFault.Kind.POSITION,
                lines -> {
                    lines.add(6, lines.remove(7));
                    return lines;
                });
        assertFault(
                whole,
                5,
                ChainFault.Kind.FOREIGN,
                lines -> {
                    lines.set(6, lines.get(6).substring(0, 100));
                    return lines;
                });
        assertFault(
                whole,
                MixedLog.EVENTS,
                ChainFault.Kind.MISSING,
                lines -> without(lines, lines.size() - 1));
        assertFault(
                whole,
                MixedLog.EVENTS - 1,
                ChainFault.Kind.MISSING,
                lines -> without(lines, lines.size() - 2));
        assertFault(
                whole,
                MixedLog.EVENTS,
                ChainFault.Kind.FOREIGN,
                lines -> {
                    lines.add(lines.get(1));
                    return lines;
                });
    }

    @Test
    void a_cut_backup_is_recognised_wherever_it_was_cut_and_restores_nothing() throws Exception {
        Path whole = directory.resolve("whole.jsonl");
        export(whole);
        String target = EmbeddedBroker.newTopic();
        Path file = directory.resolve("cut.jsonl");

        for (long length : List.of(Files.size(whole) - 1, Files.size(whole) / 2)) {
            Files.deleteIfExists(file);
            Files.copy(whole, file);
            cut(file, length);

            assertThat(audit(file).fault())
                    .isNotNull()
                    .returns(ChainFault.Kind.MISSING, ChainFault::kind);
            assertThatThrownBy(() -> restore(file, target, NOTHING))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("cut off")
                    .hasMessageContaining("Nothing was written");
        }
    }

    @Test
    void what_is_no_archive_is_said_to_be_none() throws Exception {
        Path file = Files.writeString(directory.resolve("letter.txt"), "Dear all\n");

        assertThatThrownBy(() -> audit(file)).hasMessageContaining("is no archive");
        assertThatThrownBy(() -> audit(directory.resolve("missing")))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("there is no");
    }

    @Test
    void a_ledger_that_is_not_empty_is_left_as_it_is() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        Ledger other = new Ledger();
        try (KafkaEventStore store = other.open()) {
            append(store, event("a", "mine"));
        }
        List<String> before = bytes(other.topic());

        assertThatThrownBy(() -> restore(file, other.topic(), NOTHING))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("is not empty");
        assertThat(bytes(other.topic())).isEqualTo(before);
    }

    @Test
    void a_restore_that_broke_off_anywhere_is_taken_up_and_ends_the_same() throws Exception {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        List<ProducerRecord<byte[], byte[]>> copies = copies(topic);

        for (int there : List.of(1, 17, MixedLog.EVENTS - 1, MixedLog.EVENTS)) {
            String restored = MixedLog.topic();
            RawTopic.write(to(restored, copies.subList(0, there)));

            restore(file, restored, NOTHING);

            assertThat(bytes(restored)).as(there + " were there").isEqualTo(bytes(topic));
        }
    }

    @Test
    void a_restore_that_was_killed_in_the_middle_of_a_transaction_is_taken_up() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        String restored = MixedLog.topic();
        List<ProducerRecord<byte[], byte[]>> copies = to(restored, copies(topic));
        RawTopic.write(copies.subList(0, 10));
        // As SIGKILL leaves it: sent and flushed, neither committed nor aborted.
        KafkaProducer<byte[], byte[]> killed =
                RawTopic.producer(settings(restored).transactionalId());
        killed.initTransactions();
        killed.beginTransaction();
        copies.subList(10, 20).forEach(killed::send);
        killed.flush();
        killed.close(Duration.ZERO);

        restore(file, restored, NOTHING);

        assertThat(bytes(restored)).isEqualTo(bytes(topic));
    }

    @Test
    void until_a_restore_has_finished_no_store_is_opened_on_its_ledger() throws Exception {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        String restored = EmbeddedBroker.newTopic();
        assertThatThrownBy(
                        () ->
                                ArchiveRestore.into(
                                        settings(restored),
                                        file,
                                        position -> false,
                                        (step, done, total) -> {
                                            if (step == ArchiveProgress.Step.VERIFYING) {
                                                throw new IllegalStateException("killed here");
                                            }
                                        }))
                .hasMessage("killed here");

        assertThatThrownBy(() -> KafkaEventStore.open(settings(restored)))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("restore");

        restore(file, restored, NOTHING);
        KafkaEventStore.open(settings(restored)).close();
        assertThat(bytes(restored)).isEqualTo(bytes(topic));
    }

    @Test
    void half_a_ledger_is_not_opened_though_kafka_has_forgotten_who_fills_it() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        String restored = EmbeddedBroker.newTopic();
        List<ProducerRecord<byte[], byte[]>> copies = to(restored, copies(topic));
        breakOffBeforeTheFirstEvent(file, restored);
        int there = 0;

        for (int more : List.of(0, 1, 17, MixedLog.EVENTS - 1)) {
            if (more > there) {
                RawTopic.write(copies.subList(there, more));
                there = more;
            }
            RawTopic.forgetGroups(settings(restored).transactionalId());

            assertThatThrownBy(() -> KafkaEventStore.open(settings(restored)))
                    .as(more + " are there")
                    .isInstanceOf(EventStoreFailure.Refused.class)
                    .hasMessageContaining("Run the restore again");
        }

        restore(file, restored, NOTHING);
        RawTopic.forgetGroups(settings(restored).transactionalId());
        KafkaEventStore.open(settings(restored)).close();
        assertThat(bytes(restored)).isEqualTo(bytes(topic));
    }

    @Test
    void what_was_begun_from_a_longer_archive_is_not_ended_with_a_shorter_one() {
        Path shorter = directory.resolve("shorter.jsonl");
        export(shorter);
        try (KafkaEventStore store = KafkaEventStore.open(settings(topic))) {
            append(store, event("a", "later"));
        }
        RawTopic.awaitVisible(topic);
        Path longer = directory.resolve("longer.jsonl");
        export(longer);
        String begun = EmbeddedBroker.newTopic();
        breakOffBeforeTheFirstEvent(longer, begun);
        RawTopic.write(to(begun, copies(topic)).subList(0, 5));
        String empty = EmbeddedBroker.newTopic();
        breakOffBeforeTheFirstEvent(longer, empty);

        assertThatThrownBy(() -> restore(shorter, begun, NOTHING))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("archive of " + (MixedLog.EVENTS + 1) + " events");
        restore(longer, begun, NOTHING);
        restore(shorter, empty, NOTHING);

        KafkaEventStore.open(settings(begun)).close();
        KafkaEventStore.open(settings(empty)).close();
        assertThat(bytes(begun)).isEqualTo(bytes(topic));
        assertThat(bytes(empty)).hasSize(MixedLog.EVENTS);
    }

    @Test
    void a_store_that_is_open_on_the_empty_ledger_is_shut_out() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        Ledger empty = new Ledger();
        try (KafkaEventStore running = empty.open()) {

            restore(file, empty.topic(), NOTHING);

            Awaitility.await().until(() -> running.state() instanceof StoreState.Unavailable);
            assertThatThrownBy(() -> append(running, event("a", "zombie")))
                    .isInstanceOf(EventStoreFailure.Unavailable.class);
        }
        assertThat(bytes(empty.topic())).isEqualTo(bytes(topic));
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

    @Test
    void an_erased_payload_is_gone_from_the_new_ledger_and_everything_else_is_there() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        String restored = EmbeddedBroker.newTopic();

        ArchiveSummary summary = restore(file, restored, Set.of(5L, 9L));

        assertThat(summary.withheld()).isEqualTo(3);
        assertThat(audit(restored).chain()).isEqualTo(audit(topic).chain());
        List<String> expected = bytes(topic);
        List<String> actual = bytes(restored);
        for (int i = 0; i < expected.size(); i++) {
            if (i == 5 || i == 9) {
                assertThat(actual.get(i)).isNotEqualTo(expected.get(i)).contains("value=null");
            } else {
                assertThat(actual.get(i)).isEqualTo(expected.get(i));
            }
        }
        // Taken up with other positions, it would be half of one and half of the other.
        assertThatThrownBy(() -> restore(file, restored, Set.of(5L)))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("from position 9 on");
        Path again = directory.resolve("again.jsonl");
        ArchiveExport.sealed(source(restored), again, ArchiveProgress.NONE);
        String twice = EmbeddedBroker.newTopic();
        restore(again, twice, NOTHING);
        assertThat(bytes(twice)).isEqualTo(actual);
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

    private void assertFault(
            Path whole, long position, ChainFault.Kind kind, UnaryOperator<List<String>> change)
            throws IOException {
        Path file = directory.resolve("changed.jsonl");
        List<String> lines = change.apply(new ArrayList<>(Files.readAllLines(whole)));
        Files.writeString(file, String.join("\n", lines) + "\n");

        ArchiveAudit audit = audit(file);

        assertThat(audit.fault())
                .isNotNull()
                .returns(position, ChainFault::position)
                .returns(kind, ChainFault::kind);
        assertThat(audit.sentence()).contains("where position " + position + " is due");
        assertThat(audit.next()).isEqualTo(position);
    }

    private static List<String> change(List<String> lines, int line, String from, String to) {
        assertThat(lines.get(line)).contains(from);
        lines.set(line, lines.get(line).replace(from, to));
        return lines;
    }

    private static List<String> without(List<String> lines, int line) {
        lines.remove(line);
        return lines;
    }

    private ArchiveSummary export(Path file) {
        return ArchiveExport.sealed(source(topic), file, ArchiveProgress.NONE);
    }

    private ArchiveSummary restore(Path file, String into, Set<Long> erased) {
        return ArchiveRestore.into(settings(into), file, erased::contains, ArchiveProgress.NONE);
    }

    private void breakOffBeforeTheFirstEvent(Path file, String into) {
        assertThatThrownBy(
                        () ->
                                ArchiveRestore.into(
                                        settings(into),
                                        file,
                                        position -> {
                                            throw new IllegalStateException("killed here");
                                        },
                                        ArchiveProgress.NONE))
                .hasMessage("killed here");
    }

    private EventStoreSettings settings(String ledger) {
        return EventStoreSettings.builder(
                        EmbeddedBroker.bootstrapServers(), ledger, index.resolve(ledger))
                .singleBroker()
                .subjectTag("incident")
                .build();
    }

    private static EventSourceSettings source(String topic) {
        return new EventSourceSettings(EmbeddedBroker.bootstrapServers(), topic, "incident");
    }

    private static LogAudit audit(String topic) {
        RawTopic.awaitVisible(topic);
        return LogAudit.of(source(topic));
    }

    private static ArchiveAudit audit(Path file) {
        return ArchiveAudit.of(file, LogAudit.Walk.TO_THE_END, ArchiveProgress.NONE);
    }

    private static void cut(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    /** All but when it was begun and ended. */
    private static byte[] withoutTimes(Path file) throws IOException {
        return Files.readString(file)
                .replaceAll("\"(begun|ended)\":\"[^\"]*\"", "")
                .getBytes(UTF_8);
    }

    private static List<ProducerRecord<byte[], byte[]>> copies(String topic) {
        return copies(topic, topic);
    }

    private static List<ProducerRecord<byte[], byte[]>> copies(String topic, String target) {
        List<ProducerRecord<byte[], byte[]>> copies = new ArrayList<>();
        RawTopic.read(topic).forEach(record -> copies.add(RawTopic.copy(record, target)));
        return copies;
    }

    private static List<ProducerRecord<byte[], byte[]>> to(
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
    private static List<String> bytes(String topic) {
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
