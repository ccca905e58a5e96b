package io.incidentledger.acceptance.log;

import static io.incidentledger.acceptance.log.BackupIT.assertEnded;
import static io.incidentledger.acceptance.log.BackupIT.export;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.acceptance.LedgerApi;
import io.incidentledger.acceptance.LedgerProgram;
import io.incidentledger.acceptance.LedgerProgram.Run;
import io.incidentledger.events.EventCodec;
import io.incidentledger.eventstore.archive.ArchiveEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program: what must go is gone, and that it went can be seen. */
class ErasureIT {
    private static final String BECAUSE = "A customer's name, erased on request";

    @TempDir static Path directory;
    @TempDir static Path files;
    private static Path backup;
    private static Path shareable;
    private static Path anchors;
    private static Run shared;
    private static String token;
    private static String key;
    private static long note;
    private static LedgerApi.Answer runbook;
    private static long last;

    @TempDir Path elsewhere;

    @BeforeAll
    static void recordAndRedact() throws Exception {
        backup = files.resolve("backup.jsonl");
        shareable = files.resolve("shareable.jsonl");
        anchors = files.resolve("anchors.txt");
        try (LedgerProgram program = LedgerProgram.serve(directory, LedgerProgram.freePort());
                LedgerApi api = new LedgerApi(program)) {
            token = program.token();
            api.order("incidents", Map.of("title", "Checkout is slow"), "declare");
            note = note(api, "Erika Mustermann called", "note").position();
            note(api, "The pool is exhausted", "another");
            String entry =
                    note(api, "The password is sesame", "redacted").json().path("id").asString();
            LedgerApi.Answer redacted =
                    api.order(
                            "incidents/INC-1/timeline/" + entry + "/redaction",
                            Map.of("reason", "a secret"),
                            "redact");
            assertThat(redacted.status()).as(redacted.body()).isEqualTo(200);
            runbook = api.order("runbooks", runbook("Password is swordfish"), "write");
            assertThat(runbook.status()).as(runbook.body()).isEqualTo(201);
            api.order("runbooks/RB-1", runbook("Password is in the safe"), "revise");
            last = api.order("guidelines", Map.of("text", "Stay calm"), "guide").position();
            Files.writeString(
                    anchors, LedgerProgram.run("anchor", "--data-dir=" + directory).out());
            key =
                    LedgerProgram.run("anchor", "--public-key", "--data-dir=" + directory)
                            .out()
                            .strip();
            assertEnded(export(backup, directory), 0);
            shared =
                    LedgerProgram.run(
                            "export",
                            "--shareable",
                            shareable.toString(),
                            "--data-dir=" + directory);
        }
    }

    @Test
    void an_erased_payload_is_gone_and_that_it_was_erased_is_in_the_log() throws Exception {
        String page = runbook.json().path("id").asString();

        Run refused = erase(backup, "0");
        Run erased = erase(backup, note + "," + runbook.position());

        assertEnded(refused, 1);
        assertThat(refused.err()).contains("position 0", "access.token-issued");
        assertEnded(erased, 0);
        assertThat(erased.out())
                .contains("timeline.entry-recorded")
                .contains(
                        runbook.position()
                                + " runbook.written of number RB-1, runbook "
                                + page
                                + ", recorded ");
        Run verified =
                LedgerProgram.run(
                        "verify", "--data-dir=" + elsewhere, "--anchor=" + anchors, "--key=" + key);
        assertEnded(verified, 0);
        assertThat(verified.out()).contains("; 2 of them without their payload", ", holds.");
        Files.writeString(elsewhere.resolve("admin.token"), token);
        Path after = files.resolve("after.jsonl");
        try (LedgerProgram program = LedgerProgram.serve(elsewhere, LedgerProgram.freePort());
                LedgerApi api = new LedgerApi(program)) {
            assertThat(api.ask("incidents/INC-1/postmortem.md", last).body())
                    .contains("The pool is exhausted")
                    .doesNotContain("Mustermann");
            LedgerApi.Answer more = note(api, "It goes on", "more");
            assertThat(more.status()).as(more.body()).isEqualTo(201);
            assertThat(note(api, "Erika Mustermann called", "note").status())
                    .as("an order whose event was erased, sent again")
                    .isBetween(200, 201);
            LedgerApi.Answer followed =
                    api.order("incidents/INC-1/runbooks", Map.of("runbook", "RB-1"), "follow");
            assertThat(followed.status()).as(followed.body()).isEqualTo(200);
            assertThat(api.ask("runbooks/" + page, followed.position()).body())
                    .contains("Password is in the safe")
                    .doesNotContain("swordfish");
            assertThat(api.all("views/ledger/parked", followed.position())).isEmpty();
            assertEnded(export(after, elsewhere), 0);
        }
        assertThat(Files.readString(after))
                .doesNotContain("Mustermann", "swordfish")
                .contains("ledger.payloads-erased", BECAUSE);
        assertThat(LedgerProgram.run("verify", after.toString()).exitCode()).isZero();
        Run again = erase(backup, note + "," + runbook.position());
        assertEnded(again, 0);
        assertThat(again.out()).contains("was made so before; nothing was done now.");
        assertEnded(erase(backup, Long.toString(note)), 1);
        Run covered = erase(after, Long.toString(last + 1));
        assertEnded(covered, 1);
        assertThat(covered.err()).contains("position " + (last + 1), "ledger.payloads-erased");
    }

    @Test
    void a_file_to_pass_on_lacks_what_was_redacted() throws Exception {
        assertEnded(shared, 0);
        assertThat(shared.out()).contains("2 of them without their payload");
        assertThat(Files.readString(shareable))
                .doesNotContain("sesame", hashOfNote("The password is sesame"))
                .contains("The pool is exhausted")
                .as("the key of the hashes")
                .doesNotContain(saltOfTheFirst(backup));
        assertThat(Files.readString(backup)).contains("sesame");
        assertEnded(LedgerProgram.run("verify", shareable.toString()), 0);
    }

    private static LedgerApi.Answer note(LedgerApi api, String text, String key) throws Exception {
        return api.order("incidents/INC-1/timeline", Map.of("kind", "note", "text", text), key);
    }

    private static Map<String, ?> runbook(String step) {
        return Map.of("title", "Restart the pool", "troubleshooting", List.of(step));
    }

    /** What somebody would look for who tries texts against the headers. */
    private static String hashOfNote(String text) throws Exception {
        String order =
                "POST\n/api/v1/incidents/INC-1/timeline\n{\"kind\":\"note\",\"text\":\""
                        + text
                        + "\"}";
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(order.getBytes(StandardCharsets.UTF_8)));
    }

    private static String saltOfTheFirst(Path backup) {
        byte[] first = ArchiveEvents.at(backup, position -> position == 0).getFirst().payload();
        return new EventCodec().salt(first).orElseThrow();
    }

    private Run erase(Path backup, String positions) {
        return LedgerProgram.run(
                "erase",
                backup.toString(),
                "--positions=" + positions,
                "--by=@ana",
                "--because=" + BECAUSE,
                "--data-dir=" + elsewhere);
    }
}
