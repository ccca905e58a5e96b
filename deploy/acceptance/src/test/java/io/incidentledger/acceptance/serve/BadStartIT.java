package io.incidentledger.acceptance.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.incidentledger.acceptance.LedgerProgram;
import io.incidentledger.acceptance.LedgerProgram.Run;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the way of a start is said in one sentence, and nothing is left running. */
class BadStartIT {
    @TempDir Path directory;

    @Test
    void a_busy_port_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Run run =
                    LedgerProgram.run(
                            "serve", "--port=" + taken.getLocalPort(), "--data-dir=" + directory);

            assertThat(run.exitCode()).isEqualTo(1);
            assertOneSentence(
                    run,
                    "Port " + taken.getLocalPort() + " of 127.0.0.1 is in use by another program");
        }
    }

    @Test
    void a_second_start_says_who_holds_the_directory_and_ctrl_c_ends_the_first_in_order()
            throws Exception {
        try (LedgerProgram first = LedgerProgram.serve(directory, LedgerProgram.freePort())) {
            Run second =
                    LedgerProgram.run(
                            "serve",
                            "--port=" + LedgerProgram.freePort(),
                            "--data-dir=" + directory);

            assertThat(second.exitCode()).isEqualTo(1);
            assertOneSentence(
                    second,
                    "is in use by process "
                            + first.pid()
                            + ", which serves "
                            + first.address()
                            + " since 20");

            first.terminate();
            assertThat(first.output())
                    .containsSubsequence(
                            "Stopping",
                            "services stopped",
                            "broker stopped",
                            "database stopped",
                            "Stopped after")
                    .doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void a_read_only_directory_is_explained() {
        assumeThat(LedgerProgram.isRoot()).as("may mount").isTrue();

        Run run =
                LedgerProgram.runWithOwnMounts(
                        "mount -t tmpfs -o ro none \"$1\"; exec \"$LEDGER\" serve --data-dir=\"$1\"",
                        directory.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertOneSentence(
                run,
                "The data directory " + directory + " cannot be written (Read-only file system)");
    }

    @Test
    void a_nearly_full_disk_is_refused_before_anything_is_written() {
        assumeThat(LedgerProgram.isRoot()).as("may mount").isTrue();

        Run run =
                LedgerProgram.runWithOwnMounts(
                        "mount -t tmpfs -o size=64m none \"$1\"; exec \"$LEDGER\" serve --data-dir=\"$1\"",
                        directory.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertOneSentence(run, "is nearly full: 64 MB are free and 512 MB are needed to start");
    }

    @Test
    void without_java_25_it_says_what_to_install() {
        assumeThat(LedgerProgram.isRoot()).as("may mount").isTrue();

        Run run =
                LedgerProgram.runWithOwnMounts(
                        "mount -t tmpfs none /usr/lib/jvm; JAVA_HOME= PATH=/usr/bin:/bin HOME=\"$1\""
                                + " exec \"$LEDGER\" serve --data-dir=\"$1\"",
                        directory.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("Java 25 or newer is needed to run Incident Ledger")
                .contains("apt install openjdk-25-jdk", "brew install", "sdk install")
                .doesNotContain("Exception", "://");
    }

    @Test
    void a_kafka_that_cannot_be_is_one_sentence() throws Exception {
        Run run =
                LedgerProgram.run(
                        "serve",
                        "--kafka=no-such-host.invalid:9092",
                        "--port=" + LedgerProgram.freePort(),
                        "--data-dir=" + directory);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip())
                .startsWith("Kafka cannot be at no-such-host.invalid:9092")
                .hasLineCount(1)
                .endsWith(".");
        assertThat(LedgerProgram.run("serve", "--kafka=localhost:99999").err())
                .startsWith("--kafka is host:port, or several with commas, not localhost:99999.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "create-topic", "command-node", "query-node"})
    void every_command_says_where_no_kafka_can_be(String command) {
        Run run =
                LedgerProgram.run(
                        Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/ledger"),
                        command,
                        "--kafka=no-such-host.invalid:9092");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip().lines().toList().getLast())
                .isEqualTo(
                        "Kafka cannot be at no-such-host.invalid:9092 (No resolvable bootstrap urls"
                                + " given in bootstrap.servers); correct --kafka.");
        assertThat(run.out() + run.err()).doesNotContain("\tat ");
    }

    @Test
    void a_query_node_says_what_is_no_address_of_a_database() {
        Run run = LedgerProgram.run("query-node", "--kafka=127.0.0.1:1", "--postgres=nonsense");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("--postgres is a URL like jdbc:postgresql://");
    }

    @Test
    void a_postgres_that_is_not_there_is_named() throws Exception {
        Run run =
                LedgerProgram.run(
                        "serve",
                        "--postgres=jdbc:postgresql://127.0.0.1:1/ledger",
                        "--port=" + LedgerProgram.freePort(),
                        "--data-dir=" + directory);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("PostgreSQL cannot be used: Connection refused");
    }

    @Test
    void quick_starts_that_cannot_be_prepared_are_not_tried_again_and_leave_nothing()
            throws Exception {
        Path real = Path.of("..").toRealPath();
        Path copy = Files.createDirectories(directory.resolve("deploy"));
        Path app = Files.createDirectories(copy.resolve("standalone/target/ledger"));
        Files.copy(real.resolve("ledger"), copy.resolve("ledger"), COPY_ATTRIBUTES);
        Files.copy(real.resolve("standalone/target/ledger/ledger.jar"), app.resolve("ledger.jar"));
        Files.createSymbolicLink(copy.resolve("standalone/src"), real.resolve("standalone/src"));
        Path killed = Files.createDirectory(app.resolve("warm-up." + endedProcess()));
        Map<String, String> broken = Map.of("LEDGER_JAVA_OPTIONS", "-XX:NoSuchOption");

        Run first = LedgerProgram.run(copy.resolve("ledger"), broken, "serve");
        Run second = LedgerProgram.run(copy.resolve("ledger"), broken, "serve");

        assertThat(first.err()).contains("Preparing quick starts", "so starts take longer");
        assertThat(second.err()).contains("NoSuchOption").doesNotContain("Preparing");
        assertThat(killed).doesNotExist();
        assertThat(app.resolveSibling("build.log.warm-up")).content().contains("NoSuchOption");
        assertThat(app).isDirectoryNotContaining("glob:**/warm-up.*");
    }

    private static long endedProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    @Test
    void an_unknown_option_is_explained() {
        Run run = LedgerProgram.run("serve", "--prot=1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("Unknown option: '--prot=1'").contains("--port=PORT");
    }

    @Test
    void help_and_version_need_nothing() {
        assertThat(LedgerProgram.run("--help").out()).contains("serve", "demo");
        assertThat(LedgerProgram.run("--version").out()).startsWith("Incident Ledger ");
    }

    @Test
    void the_launcher_works_through_a_link_in_a_folder_with_spaces() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("a folder"));
        Path link =
                Files.createSymbolicLink(
                        folder.resolve("the ledger"),
                        Path.of("..", "ledger").toAbsolutePath().normalize());

        Process process = new ProcessBuilder(link.toString(), "--version").start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .startsWith("Incident Ledger ");
        assertThat(process.waitFor()).isZero();
        Files.delete(link);
    }

    private static void assertOneSentence(Run run, String sentence) {
        assertThat(run.err().strip()).contains(sentence).hasLineCount(1).endsWith(".");
        assertThat(run.out()).isEmpty();
    }
}
