package io.incidentledger.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The running server process of a data directory, found by its {@code postmaster.pid}.
 *
 * <p>PostgreSQL runs in a session of its own and outlives a JVM that was killed. The number in the
 * file may by then belong to another program, so a process counts only when it is a {@code
 * postgres} that began when the file says.
 */
record Postmaster(ProcessHandle process) {
    private static final String PID_FILE = "postmaster.pid";

    /** Both sides are whole seconds on some systems, and the file is written after the fork. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(5);

    private static final Duration FAST = Duration.ofSeconds(10);
    private static final Duration IMMEDIATE = Duration.ofSeconds(5);

    /** The live server of this data directory, if there is one. */
    static Optional<Postmaster> of(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(PID_FILE);
        return named(file)
                .filter(process -> isPostgres(process) && beganAt(process, began(file)))
                .map(Postmaster::new);
    }

    /**
     * Deletes a {@code postmaster.pid} whose number has passed to another program: PostgreSQL would
     * take that for a running server and refuse to start. One whose number is free stays, for
     * PostgreSQL's own look at what its old server left.
     */
    static void forgetAnothersPid(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(PID_FILE);
        Optional<ProcessHandle> process = named(file);
        if (process.isPresent() && !isPostgres(process.get())) {
            Files.delete(file);
        }
    }

    private static Optional<ProcessHandle> named(Path file) throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        try {
            return lines.size() < 3
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                            .filter(ProcessHandle::isAlive);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Stops the server: first as {@code pg_ctl -m fast} does, then immediately.
     *
     * @throws PostgresUnavailableException when it is still there after 15 seconds
     */
    void stop() throws IOException, InterruptedException {
        signal("-INT");
        if (ended(FAST)) {
            return;
        }
        signal("-QUIT");
        if (!ended(IMMEDIATE)) {
            throw new PostgresUnavailableException(
                    "The PostgreSQL of an earlier run (process "
                            + process.pid()
                            + ") does not stop; end it by hand and start again.",
                    null);
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            process.destroy();
            return;
        }
        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private boolean ended(Duration within) throws InterruptedException {
        try {
            process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !process.isAlive();
        }
    }

    /** The third line: seconds since 1970. */
    private static Instant began(Path file) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(Files.readAllLines(file).get(2).strip()));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Instant.EPOCH;
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .filter(name -> name.equals("postgres") || name.equals("postgres.exe"))
                .isPresent();
    }

    private static boolean beganAt(ProcessHandle process, Instant began) {
        return process.info()
                .startInstant()
                .filter(
                        start ->
                                Duration.between(start, began).abs().compareTo(START_TOLERANCE)
                                        <= 0)
                .isPresent();
    }
}
