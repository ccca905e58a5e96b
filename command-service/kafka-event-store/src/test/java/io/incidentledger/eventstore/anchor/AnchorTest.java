package io.incidentledger.eventstore.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.eventstore.anchor.AnchorCheck.Finding;
import io.incidentledger.eventstore.anchor.AnchorCheck.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorTest {

    private static final Instant NOW = Instant.parse("2026-11-21T07:25:00.123Z");

    @TempDir Path directory;

    @Test
    void a_line_is_read_back_as_what_was_signed() {
        AnchorKey key = AnchorKey.madeOnce(directory.resolve("anchor.key"));

        Anchor anchor = key.sign("incident-ledger", 1233, "ab".repeat(32), NOW);

        assertThat(anchor.line())
                .startsWith("event-log-anchor/1 ledger=incident-ledger position=1233 chain=abab")
                .contains(" time=2026-11-21T07:25:00Z key=" + key.publicKey() + " signature=")
                .doesNotContain("\n");
        assertThat(Anchor.in(anchor.line())).containsExactly(anchor);
        assertThat(anchor.signedBy(key.publicKey())).isTrue();
    }

    @Test
    void anchors_are_found_in_a_mail_that_broke_and_quoted_them() {
        AnchorKey key = AnchorKey.madeOnce(directory.resolve("anchor.key"));
        Anchor first = key.sign("l", 1, "0a".repeat(32), NOW);
        Anchor second = key.sign("l", 2, "0b".repeat(32), NOW);
        String mail =
                "Subject: anchors\r\n\r\n> "
                        + first.line().replace(" ", "\r\n> ")
                        + "\r\n>\r\nand "
                        + second.line().replaceFirst(" chain", "\n  chain")
                        + ".";

        assertThat(Anchor.in(mail)).containsExactly(first, second);
    }

    @Test
    void whatever_is_changed_in_a_line_breaks_its_signature() {
        AnchorKey key = AnchorKey.madeOnce(directory.resolve("anchor.key"));
        AnchorKey other = AnchorKey.madeOnce(directory.resolve("other.key"));
        String line = key.sign("ledger", 10, "0a".repeat(32), NOW).line();

        for (String changed :
                List.of(
                        line.replace("ledger=ledger", "ledger=another"),
                        line.replace("position=10", "position=11"),
                        line.replace("chain=0a", "chain=0b"),
                        line.replace("07:25", "07:26"),
                        line.replace(key.publicKey(), other.publicKey()))) {
            Anchor anchor = Anchor.in(changed).getFirst();
            assertThat(anchor.signedBy(anchor.key())).as(changed).isFalse();
            assertThat(anchor.signedBy(key.publicKey())).as(changed).isFalse();
        }
        assertThat(Anchor.in(line).getFirst().signedBy(other.publicKey())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event-log-anchor/1",
                "event-log-anchor/1 ledger=a position=1 chain=00",
                "event-log-anchor/1 ledger=a position=-1",
                "fine so far event-log-anchor/1 ledger=a b position=1"
            })
    void half_an_anchor_is_refused_and_not_passed_over(String text) {
        assertThatThrownBy(() -> Anchor.in(text))
                .isInstanceOf(MalformedAnchorException.class)
                .hasMessageContaining("event-log-anchor/1");
    }

    @Test
    void a_text_without_anchors_has_none() {
        assertThat(Anchor.in("nothing of the kind")).isEmpty();
    }

    @Test
    void the_key_is_made_once_and_for_its_owner_only() throws Exception {
        Path file = directory.resolve("deep/anchor.key");

        Set<String> keys;
        try (ExecutorService many = Executors.newFixedThreadPool(8)) {
            List<Future<String>> asked =
                    many.invokeAll(
                            IntStream.range(0, 8)
                                    .<Callable<String>>mapToObj(
                                            i -> () -> AnchorKey.madeOnce(file).publicKey())
                                    .toList());
            keys = asked.stream().map(Future::resultNow).collect(Collectors.toSet());
        }

        assertThat(keys).hasSize(1).allMatch(AnchorKey::isPublicKey);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryContaining("glob:**/anchor.key");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void a_file_that_holds_something_else_is_refused_and_stays() throws Exception {
        Path file = Files.writeString(directory.resolve("anchor.key"), "my diary");

        assertThatThrownBy(() -> AnchorKey.madeOnce(file))
                .isInstanceOf(UnusableAnchorKeyException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("my diary");
    }

    @Test
    void two_halves_of_different_keys_are_no_key() throws Exception {
        Path mine = directory.resolve("mine");
        Path yours = directory.resolve("yours");
        AnchorKey.madeOnce(mine);
        AnchorKey.madeOnce(yours);
        String middle = "-----BEGIN PUBLIC KEY";
        String mixed =
                Files.readString(mine).split(middle)[0]
                        + middle
                        + Files.readString(yours).split(middle)[1];

        assertThatThrownBy(
                        () ->
                                AnchorKey.madeOnce(
                                        Files.writeString(directory.resolve("mixed"), mixed)))
                .isInstanceOf(UnusableAnchorKeyException.class);
    }

    @Test
    void a_check_tells_what_holds_what_was_rewritten_and_what_was_cut_off() {
        AnchorKey key = AnchorKey.madeOnce(directory.resolve("anchor.key"));
        Anchor second = key.sign("l", 1, "bb".repeat(32), NOW);
        Anchor third = key.sign("l", 2, "c0".repeat(32), NOW);
        Anchor fifth = key.sign("l", 4, "ee".repeat(32), NOW);
        AnchorCheck check = new AnchorCheck(List.of(fifth, third, second));
        check.passed(0, "aa".repeat(32));
        check.passed(1, "bb".repeat(32));
        check.passed(2, "cc".repeat(32));

        assertThat(check.findings(3))
                .containsExactly(
                        new Finding(second, Verdict.HOLDS),
                        new Finding(third, Verdict.REWRITTEN),
                        new Finding(fifth, Verdict.CUT_OFF));
        assertThat(check.findings(-1)).contains(new Finding(fifth, Verdict.NOT_REACHED));
    }
}
