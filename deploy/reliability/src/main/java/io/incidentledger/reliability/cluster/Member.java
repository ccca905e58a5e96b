package io.incidentledger.reliability.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process of the cluster that can be killed, stopped, ended in order and started again. Its
 * output goes to a file, run after run. Thread-safe.
 */
public final class Member {
    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path output;
    private @Nullable Process process;
    private boolean meantToRun;
    private int endedByItself;

    Member(String name, List<String> command, Map<String, String> environment, Path output) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.output = output;
    }

    public String name() {
        return name;
    }

    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        look();
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
            meantToRun = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL, and waits until it is gone. Also while it is stopped. */
    public void kill() {
        Process running = runningNoMore();
        if (running != null) {
            running.destroyForcibly();
            await(running, 10);
        }
    }

    /** SIGSTOP: it stands still and keeps everything. */
    public void freeze() {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("-CONT");
    }

    /**
     * SIGTERM, and waits until it has ended.
     *
     * @return whether it ended in time
     */
    public boolean end() {
        Process running = runningNoMore();
        if (running == null) {
            return true;
        }
        running.destroy();
        return await(running, 60);
    }

    /** How often it has ended although nobody told it to. */
    public synchronized int endedByItself() {
        look();
        return endedByItself;
    }

    private void look() {
        if (meantToRun && !isAlive()) {
            meantToRun = false;
            endedByItself++;
        }
    }

    private synchronized @Nullable Process runningNoMore() {
        look();
        meantToRun = false;
        return process;
    }

    private synchronized @Nullable Process running() {
        return process;
    }

    private void signal(String signal) {
        Process running = running();
        if (running != null && running.isAlive()) {
            signal(signal, running.toHandle());
        }
    }

    static void signal(String signal, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean await(Process process, int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
