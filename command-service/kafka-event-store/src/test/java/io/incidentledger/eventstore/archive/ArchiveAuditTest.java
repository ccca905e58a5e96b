package io.incidentledger.eventstore.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.eventstore.EmbeddedBroker;
import io.incidentledger.eventstore.RawTopic;
import io.incidentledger.eventstore.anchor.Anchor;
import io.incidentledger.eventstore.anchor.AnchorCheck;
import io.incidentledger.eventstore.anchor.AnchorCheck.Verdict;
import io.incidentledger.eventstore.anchor.AnchorKey;
import io.incidentledger.eventstore.read.LogAudit;
import io.incidentledger.eventstore.record.ChainFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What was done to an archive is named at its place, or told by an anchor. */
class ArchiveAuditTest extends WithMixedLog {
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
        assertFault(whole, 5, ChainFault.Kind.POSITION, lines -> lines.remove(6));
        assertFault(whole, 6, ChainFault.Kind.POSITION, lines -> lines.add(7, lines.get(6)));
        assertFault(whole, 5, ChainFault.Kind.POSITION, lines -> lines.add(6, lines.remove(7)));
        assertFault(
                whole,
                5,
                ChainFault.Kind.FOREIGN,
                lines -> lines.set(6, lines.get(6).substring(0, 100)));
        assertFault(
                whole,
                MixedLog.EVENTS,
                ChainFault.Kind.MISSING,
                lines -> lines.remove(lines.size() - 1));
        assertFault(
                whole,
                MixedLog.EVENTS - 1,
                ChainFault.Kind.MISSING,
                lines -> lines.remove(lines.size() - 2));
        assertFault(
                whole, MixedLog.EVENTS, ChainFault.Kind.FOREIGN, lines -> lines.add(lines.get(1)));
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

    private void assertFault(
            Path whole, long position, ChainFault.Kind kind, Consumer<List<String>> change)
            throws IOException {
        Path file = directory.resolve("changed.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(whole));
        change.accept(lines);
        Files.writeString(file, String.join("\n", lines) + "\n");

        ArchiveAudit audit = audit(file);

        assertThat(audit.fault())
                .isNotNull()
                .returns(position, ChainFault::position)
                .returns(kind, ChainFault::kind);
        assertThat(audit.sentence()).contains("where position " + position + " is due");
        assertThat(audit.next()).isEqualTo(position);
    }

    private static void change(List<String> lines, int line, String from, String to) {
        assertThat(lines.get(line)).contains(from);
        lines.set(line, lines.get(line).replace(from, to));
    }
}
