package io.incidentledger.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;

/**
 * The real program in a process of its own, started by the launcher as a person does. A test that
 * ends leaves none behind.
 */
public final class LedgerProgram implements AutoCloseable {
    private static final Path LAUNCHER = Path.of("..", "ledger").toAbsolutePath().normalize();
    private static final Duration START_WITHIN = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final Path dataDirectory;
    private final URI address;

    private LedgerProgram(Process process, Path output, Path dataDirectory, URI address) {
        this.process = process;
        this.output = output;
        this.dataDirectory = dataDirectory;
        this.address = address;
    }

    /** What a run that ended by itself left. */
    public record Run(int exitCode, String out, String err) {}

    /** Runs the launcher to its end. */
    public static Run run(String... arguments) {
        return run(Map.of(), arguments);
    }

    public static Run run(Map<String, String> environment, String... arguments) {
        return run(LAUNCHER, environment, arguments);
    }

    /** Runs a launcher, which may be another one, to its end. */
    public static Run run(Path launcher, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return execute(environment, command);
    }

    /**
     * Runs a shell script, in which {@code $LEDGER} is the launcher, with mounts of its own that
     * end with it. Needs root.
     */
    public static Run runWithOwnMounts(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-ec", script, "sh"));
        command.addAll(List.of(arguments));
        return execute(Map.of("LEDGER", LAUNCHER.toString()), command);
    }

    /** Starts to serve and returns when it says that it is ready. */
    public static LedgerProgram serve(Path dataDirectory, int port, String... more) {
        LedgerProgram program = start(dataDirectory, port, more);
        program.awaitReady();
        return program;
    }

    /**
     * Serves on a disk of its own, of the given size, which nobody else sees. Needs root.
     *
     * @see #seen(Path)
     */
    public static LedgerProgram serveOnSmallDisk(Path dataDirectory, int port, String size) {
        LedgerProgram program =
                start(
                        List.of(
                                "unshare",
                                "-m",
                                "sh",
                                "-ec",
                                "mount -t tmpfs -o size=\"$1\" none \"$2\"; shift 2; exec \"$@\"",
                                "sh",
                                size,
                                dataDirectory.toString()),
                        dataDirectory,
                        port);
        program.awaitReady();
        return program;
    }

    /** Where this process finds a path of that one. */
    public Path seen(Path path) {
        Path its = Path.of("/proc/" + pid() + "/root" + path);
        return Files.exists(its) ? its : path;
    }

    static LedgerProgram start(Path dataDirectory, int port, String... more) {
        return start(List.of(), dataDirectory, port, more);
    }

    private static LedgerProgram start(
            List<String> before, Path dataDirectory, int port, String... more) {
        try {
            Path output = Files.createTempFile("ledger", ".out");
            List<String> command = new ArrayList<>(before);
            command.addAll(
                    List.of(
                            LAUNCHER.toString(),
                            "serve",
                            "--port=" + port,
                            "--data-dir=" + dataDirectory));
            command.addAll(List.of(more));
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            return new LedgerProgram(
                    process, output, dataDirectory, URI.create("http://127.0.0.1:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that no outgoing connection is given: the program takes it many seconds from now. */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
    }

    public static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    public URI address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    public String token() {
        try {
            return Files.readString(seen(dataDirectory.resolve("admin.token"))).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in its log file so far. */
    public String logged() {
        try {
            return Files.readString(seen(dataDirectory.resolve("logs/ledger.log")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has said so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        Awaitility.await("ready")
                .atMost(START_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .failFast(
                        () -> {
                            if (!process.isAlive()) {
                                throw new AssertionError("it ended: " + output());
                            }
                        })
                .until(() -> output().contains("ready at " + address));
    }

    /** As the kernel or a power cut would: no warning, no order. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, SECONDS);
    }

    /** As Ctrl-C and a service supervisor do; returns the exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, SECONDS)) {
            throw new AssertionError("does not stop: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            process.destroy();
            if (!process.waitFor(30, SECONDS)) {
                kill();
            }
        }
    }

    /** After a SIGKILL the database lives on, waiting for a start that a test may never make. */
    public static void endOrphanedDatabase(Path dataDirectory) {
        Path pidFile = dataDirectory.resolve("postgres/data/postmaster.pid");
        if (Files.exists(pidFile)) {
            try {
                long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
                ProcessHandle.of(pid)
                        .filter(
                                handle ->
                                        handle.info()
                                                .command()
                                                .orElse("")
                                                .startsWith(dataDirectory.toString()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            } catch (IOException | NumberFormatException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Run execute(Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile("run", ".out");
            Path err = Files.createTempFile("run", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(120, SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end: " + Files.readString(out));
            }
            return new Run(
                    process.exitValue(),
                    Files.readString(out, UTF_8),
                    Files.readString(err, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
