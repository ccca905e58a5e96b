package io.incidentledger.acceptance.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.acceptance.LedgerApi;
import io.incidentledger.acceptance.LedgerProgram;
import io.incidentledger.acceptance.LedgerProgram.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program: backed up while it runs, brought back elsewhere, and the same documents. */
class BackupIT {
    @TempDir static Path directory;
    @TempDir static Path files;
    private static Path backup;
    private static Path anchors;
    private static Map<String, String> documents;
    private static String token;

    /** Of the last event. */
    private static long last;

    @TempDir Path elsewhere;

    @BeforeAll
    static void backUpWhileItRuns() throws Exception {
        backup = files.resolve("backup.jsonl");
        anchors = files.resolve("anchors.txt");
        try (LedgerProgram program = LedgerProgram.serve(directory, LedgerProgram.freePort());
                LedgerApi api = new LedgerApi(program)) {
            assertThat(LedgerProgram.run("demo", "--data-dir=" + directory).exitCode()).isZero();
            documents = documents(api);
            token = program.token();
            last = api.order("incidents", Map.of("title", "No. 2"), "declare").position();

            Run anchored = LedgerProgram.run("anchor", "--data-dir=" + directory);
            Run exported = export(backup, directory);
            Run verified = LedgerProgram.run("verify", "--data-dir=" + directory);

            assertEnded(anchored, 0);
            assertThat(anchored.out()).startsWith("event-log-anchor/1 ").hasLineCount(1);
            Files.writeString(anchors, anchored.out());
            assertEnded(exported, 0);
            assertEnded(verified, 0);
            assertThat(verified.out()).contains("holds what was recorded");
        }
    }

    @Test
    void a_ledger_that_was_brought_back_has_the_same_documents_and_still_lets_the_same_people_in()
            throws Exception {
        String key =
                LedgerProgram.run("anchor", "--public-key", "--data-dir=" + directory)
                        .out()
                        .strip();
        assertEnded(
                LedgerProgram.run("verify", "--data-dir=" + directory, "--anchor=" + anchors), 0);
        assertEnded(
                LedgerProgram.run(
                        "verify", backup.toString(), "--anchor=" + anchors, "--key=" + key),
                0);

        Run restored = LedgerProgram.run("restore", backup.toString(), "--data-dir=" + elsewhere);

        assertEnded(restored, 0);
        Run verified =
                LedgerProgram.run(
                        "verify", "--data-dir=" + elsewhere, "--anchor=" + anchors, "--key=" + key);
        assertEnded(verified, 0);
        assertThat(verified.out()).contains(", holds.");
        Files.writeString(elsewhere.resolve("admin.token"), token);
        try (LedgerProgram program = LedgerProgram.serve(elsewhere, LedgerProgram.freePort());
                LedgerApi api = new LedgerApi(program)) {
            assertThat(program.output()).doesNotContain("shown once");
            assertThat(documents(api)).isEqualTo(documents).hasSize(12);
            long goesOn =
                    api.order(
                                    "incidents",
                                    Map.of("title", "It goes on", "severity", "SEV4"),
                                    UUID.randomUUID().toString())
                            .position();
            assertThat(api.ask("incidents/INC-14", goesOn).status()).isEqualTo(200);
        }

        Run again = LedgerProgram.run("restore", backup.toString(), "--data-dir=" + elsewhere);

        assertEnded(again, 1);
        assertThat(again.err()).contains("is not empty");
    }

    @Test
    void what_does_not_fit_is_named_and_told_apart_from_what_stands_in_the_way() throws Exception {
        Path ofTheResting = files.resolve("at-rest.jsonl");
        Path itsAnchors = files.resolve("at-rest.txt");
        assertEnded(export(ofTheResting, directory), 0);
        Files.writeString(itsAnchors, LedgerProgram.run("anchor", "--data-dir=" + directory).out());
        Path altered = files.resolve("altered.jsonl");
        Files.writeString(altered, Files.readString(ofTheResting).replace("No. 2", "No. 7"));
        Path cut = files.resolve("cut.jsonl");
        Files.writeString(cut, Files.readString(ofTheResting).replaceAll("\\{\"events\".*\\n", ""));

        Run lie = LedgerProgram.run("verify", altered.toString());
        Run short_ = LedgerProgram.run("verify", cut.toString());
        Run missing = LedgerProgram.run("verify", files.resolve("none").toString());
        Run nowhere = LedgerProgram.run("verify", "--data-dir=" + files.resolve("none"));
        Run untrusted =
                LedgerProgram.run(
                        "verify",
                        "--data-dir=" + directory,
                        "--anchor=" + itsAnchors,
                        "--key=" + "A".repeat(43));
        Run tooFar = LedgerProgram.run("verify", "--data-dir=" + directory, "--to=" + (last + 100));
        Run beyond = LedgerProgram.run("verify", "--data-dir=" + directory, "--from=999999");
        Run refused = LedgerProgram.run("restore", altered.toString(), "--data-dir=" + elsewhere);

        assertEnded(lie, 3);
        assertThat(lie.err())
                .contains("where position " + (last - 1) + " is due", "the payload is not the one");
        assertEnded(short_, 3);
        assertThat(short_.err()).contains("without its summary");
        assertEnded(missing, 1);
        assertEnded(nowhere, 1);
        assertThat(nowhere.err()).contains("There is no ledger in");
        assertThat(files.resolve("none")).doesNotExist();
        assertEnded(untrusted, 1);
        assertThat(untrusted.err()).contains("is not signed by a key that is trusted here");
        assertEnded(tooFar, 3);
        assertThat(tooFar.err()).contains("where position " + (last + 1) + " is due");
        assertEnded(beyond, 1);
        assertThat(beyond.err()).contains("ends before position 999999");
        assertEnded(refused, 1);
        assertThat(refused.err()).contains("Nothing was written");
    }

    static Run export(Path file, Path dataDirectory) {
        return LedgerProgram.run("export", file.toString(), "--data-dir=" + dataDirectory);
    }

    private static Map<String, String> documents(LedgerApi api) throws Exception {
        Map<String, String> documents = new TreeMap<>();
        for (int number = 1; number <= 12; number++) {
            String path = "incidents/INC-" + number + "/postmortem.md";
            LedgerApi.Answer answer = api.ask(path, 0);
            assertThat(answer.status()).isEqualTo(200);
            documents.put(path, answer.body());
        }
        return documents;
    }

    static void assertEnded(Run run, int exitCode) {
        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(exitCode);
        assertThat(run.err()).doesNotContain("\tat ", "Exception");
        if (exitCode == 1) {
            assertThat(run.err().strip()).hasLineCount(1).endsWith(".");
        }
    }
}
