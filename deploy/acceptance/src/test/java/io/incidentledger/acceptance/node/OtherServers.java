package io.incidentledger.acceptance.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import io.incidentledger.embedded.postgres.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A broker and a database beside the ledger, as an organisation has them, in a process that ends
 * with the test that started it.
 */
final class OtherServers implements AutoCloseable {
    private static final String READY = "ready ";

    private final Process process;
    private final String[] where;

    private OtherServers(Process process, String[] where) {
        this.process = process;
        this.where = where;
    }

    static OtherServers start(Path directory) throws IOException {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                // The test's own class path has the database's binaries twice.
                                "../standalone/target/ledger/lib/*"
                                        + File.pathSeparator
                                        + "target/test-classes",
                                Program.class.getName(),
                                directory.toString())
                        .redirectError(directory.resolve("servers.err").toFile())
                        .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the servers did not start in " + directory);
        }
        Thread.ofVirtual().start(() -> output.lines().forEach(said -> {}));
        return new OtherServers(process, line.split(" "));
    }

    String kafka() {
        return where[1];
    }

    String jdbcUrl() {
        return where[2];
    }

    String username() {
        return where[3];
    }

    String password() {
        return where[4];
    }

    @Override
    public void close() throws InterruptedException, IOException {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** Runs until its standard input ends, also because its parent was killed. */
    static final class Program {
        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            try (EmbeddedKafka kafka =
                            EmbeddedKafka.start(Settings.in(directory.resolve("kafka")));
                    EmbeddedPostgres database =
                            EmbeddedPostgres.start(
                                    directory.resolve("postgres"),
                                    Path.of("../standalone/target/ledger/postgres"))) {
                System.out.println(
                        READY
                                + String.join(
                                        " ",
                                        kafka.bootstrapServers(),
                                        database.jdbcUrl(),
                                        database.username(),
                                        database.password()));
                System.in.read();
            }
        }
    }
}
