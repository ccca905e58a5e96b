package io.incidentledger.embedded.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    /** Unpacked once for all that are about something else. */
    private static Path unpacked;

    @TempDir Path directory;

    @BeforeAll
    static void unpack(@TempDir Path first) throws Exception {
        startAndStopInAnotherJvm(first, first.resolve("nothing"));
        unpacked = first.resolve("binaries");
    }

    @Test
    void keeps_its_data_for_the_next_start_and_settings_that_fit_a_read_model() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(directory, unpacked)) {
            execute(first, "create table note (words text)", "insert into note values ('kept')");
        }

        try (EmbeddedPostgres second = EmbeddedPostgres.start(directory)) {
            assertThat(query(second, "select words from note")).isEqualTo("kept");
            assertThat(query(second, "show fsync")).isEqualTo("on");
            assertThat(query(second, "show synchronous_commit")).isEqualTo("off");
            assertThat(query(second, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(second, "show server_version")).startsWith("18.");
        }
    }

    @Test
    void lets_in_only_who_can_read_the_owners_file() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, unpacked)) {
            assertThatThrownBy(
                            () -> DriverManager.getConnection(postgres.jdbcUrl(), "postgres", "x"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "ledger", "x"))
                    .hasMessageContaining("password authentication failed");
            assertThat(permissions(directory)).isEqualTo("rwx------");
            assertThat(permissions(directory.resolve("password"))).isEqualTo("rw-------");
            assertThat(query(postgres, "select rolsuper from pg_roles where rolname = user"))
                    .isEqualTo("f");
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
                    .isInstanceOf(PostgresUnavailableException.class)
                    .hasMessageContaining("in use by a running process");
        }
    }

    @Test
    void a_server_that_outlived_a_killed_jvm_is_stopped_and_its_data_kept() throws Exception {
        Process jvm = inAnotherJvm(Victim.class, directory, unpacked);
        long orphan;
        try (BufferedReader words = jvm.inputReader()) {
            assertThat(words.readLine()).isEqualTo("ready");
            orphan = Postmaster.of(directory.resolve("data")).orElseThrow().process().pid();
            jvm.destroyForcibly().waitFor(10, SECONDS);
        }
        assertThat(ProcessHandle.of(orphan)).get().matches(ProcessHandle::isAlive);

        try (EmbeddedPostgres next = EmbeddedPostgres.start(directory)) {
            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(next.pid()).get().isNotEqualTo(orphan);
            assertThat(query(next, "select words from note")).isEqualTo("committed");
        }
    }

    @Test
    void a_process_that_only_has_the_old_number_is_left_alone() throws Exception {
        EmbeddedPostgres.start(directory, unpacked).close();
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            Files.write(
                    directory.resolve("data/postmaster.pid"),
                    List.of(
                            Long.toString(bystander.pid()),
                            directory.resolve("data").toString(),
                            Long.toString(Instant.now().getEpochSecond())));

            EmbeddedPostgres.start(directory).close();

            assertThat(bystander.isAlive()).isTrue();
            assertThat(directory).isDirectoryNotContaining("glob:**/data.damaged-*");
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void a_damaged_cluster_is_set_aside_and_a_half_made_one_made_again() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(directory, unpacked)) {
            execute(first, "create table note (words text)");
        }
        Files.write(directory.resolve("data/global/pg_control"), new byte[8192]);

        try (EmbeddedPostgres anew =
                EmbeddedPostgres.start(directory, null, Duration.ofSeconds(2))) {
            assertThat(query(anew, "select to_regclass('note') is null")).isEqualTo("t");
        }
        assertThat(directory).isDirectoryContaining("glob:**/data.damaged-*");

        Files.delete(directory.resolve("ready"));
        Files.write(directory.resolve("data/PG_VERSION"), new byte[0]);
        EmbeddedPostgres.start(directory, unpacked).close();
    }

    @Test
    void
            a_new_directory_copies_a_server_that_was_unpacked_and_unpacks_its_own_where_that_is_broken()
                    throws Exception {
        Path copied = directory.resolve("second/binaries");

        startAndStopInAnotherJvm(directory.resolve("second"), unpacked);
        Files.write(program(copied).resolve("bin/initdb"), new byte[] {1});
        startAndStopInAnotherJvm(directory.resolve("third"), copied);

        assertThat(unpackedAt(copied)).isEqualTo(unpackedAt(unpacked));
        assertThat(unpackedAt(directory.resolve("third/binaries")))
                .isGreaterThan(unpackedAt(unpacked));
    }

    private static Path program(Path binaries) throws IOException {
        try (Stream<Path> children = Files.list(binaries)) {
            return children.findAny().orElseThrow();
        }
    }

    private static FileTime unpackedAt(Path binaries) throws IOException {
        return Files.getLastModifiedTime(program(binaries).resolve(".exists"));
    }

    static final class StartAndStop {
        public static void main(String[] args) {
            EmbeddedPostgres.start(Path.of(args[0]), Path.of(args[1])).close();
        }
    }

    private static void startAndStopInAnotherJvm(Path directory, Path unpacked) throws Exception {
        assertThat(inAnotherJvm(StartAndStop.class, directory, unpacked).waitFor()).isZero();
    }

    /** What the JVM runs that is killed. */
    static final class Victim {
        public static void main(String[] args) throws Exception {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]), Path.of(args[1]));
            execute(
                    postgres,
                    "create table note (words text)",
                    "insert into note values ('committed')");
            System.out.println("ready");
            Thread.currentThread().join();
        }
    }

    /** In this one the library would take the server that it unpacked first. */
    private static Process inAnotherJvm(Class<?> program, Path... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName()));
        Stream.of(arguments).map(Path::toString).forEach(command::add);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void execute(EmbeddedPostgres postgres, String... statements)
            throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
