package io.incidentledger.reliability.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** All of it. Started and closed once; in between its parts are broken one by one. */
public final class Cluster implements AutoCloseable {
    private static final int COMMAND_NODES = 2;
    private static final int QUERY_NODES = 2;
    private static final Duration START_WITHIN = Duration.ofSeconds(120);

    // Also when somebody ends this process, nothing of it goes on.
    private final Thread endWithThisProcess = new Thread(this::end, "end-cluster");
    private final Path directory;
    private final Brokers brokers;
    private final Database database;
    private final List<Node> commandNodes = new ArrayList<>();
    private final List<SmallDisk> commandDisks = new ArrayList<>();
    private final List<Node> queryNodes = new ArrayList<>();

    /**
     * @param launcher {@code deploy/ledger}, with a program that is built, and {@code
     *     reliability-broker} beside it
     * @param directory for everything that its parts keep; empty
     */
    public Cluster(Path launcher, Path directory) {
        this.directory = directory;
        Ports ports = new Ports();
        brokers =
                new Brokers(
                        launcher.resolveSibling("reliability-broker/target/broker/broker.jar"),
                        directory,
                        COMMAND_NODES,
                        ports);
        database = new Database(directory.resolve("postgres"));
        try {
            database.start();
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
        for (int i = 0; i < COMMAND_NODES; i++) {
            String name = "command-" + (i + 1);
            SmallDisk disk = new SmallDisk(name, "320m");
            commandDisks.add(disk);
            int port = ports.next(1)[0];
            commandNodes.add(
                    node(
                            name,
                            port,
                            List.of(
                                    launcher.toString(),
                                    "command-node",
                                    "--kafka=" + brokers.bootstrapServers(i),
                                    "--port=" + port,
                                    "--address=http://127.0.0.1:" + port,
                                    "--data-dir=" + disk.directory(),
                                    "--config=" + settings(name, COMMAND_SETTINGS)),
                            Map.of()));
        }
        for (int i = 0; i < QUERY_NODES; i++) {
            String name = "query-" + (i + 1);
            int port = ports.next(1)[0];
            queryNodes.add(
                    node(
                            name,
                            port,
                            List.of(
                                    launcher.toString(),
                                    "query-node",
                                    "--kafka=" + brokers.bootstrapServers(),
                                    "--port=" + port,
                                    "--node-id=" + name,
                                    "--postgres=" + database.jdbcUrl(),
                                    "--config=" + settings(name, QUERY_SETTINGS)),
                            Map.of(
                                    "LEDGER_POSTGRES_USER", database.username(),
                                    "LEDGER_POSTGRES_PASSWORD", database.password())));
        }
    }

    /** What differs from a node as it comes: time-outs that let many faults fit into an hour. */
    private static final String COMMAND_SETTINGS =
            "ledger.command.first-token-file=%1$s/token/admin.token\n";

    private static final String QUERY_SETTINGS = "ledger.query.min-position-wait=3s\n";

    private Path settings(String name, String content) {
        try {
            Files.createDirectories(directory.resolve("token"));
            return Files.writeString(
                    directory.resolve(name + ".properties"), content.formatted(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Node node(String name, int port, List<String> command, Map<String, String> more) {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "LEDGER_JAVA_OPTIONS",
                                "-Xms64m -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                                "JAVA_HOME",
                                System.getProperty("java.home")));
        environment.putAll(more);
        return new Node(
                new Member(name, command, environment, directory.resolve(name + ".out")),
                URI.create("http://127.0.0.1:" + port));
    }

    /** Starts everything and returns when it can be used. */
    public void start() {
        Runtime.getRuntime().addShutdownHook(endWithThisProcess);
        brokers.members().forEach(Member::start);
        commandNodes.forEach(it -> it.member().start());
        // The topic must be there before anybody reads it.
        await("a writer", START_WITHIN, () -> writer().isPresent());
        queryNodes.forEach(it -> it.member().start());
        await("all nodes ready", START_WITHIN, this::isReady);
    }

    public Brokers brokers() {
        return brokers;
    }

    public Database database() {
        return database;
    }

    public List<Node> commandNodes() {
        return commandNodes;
    }

    /** Where each command node keeps its index, in their order. */
    public List<SmallDisk> commandDisks() {
        return commandDisks;
    }

    public List<Node> queryNodes() {
        return queryNodes;
    }

    /** The node that says that it writes, if one does. */
    public Optional<Node> writer() {
        return commandNodes.stream().filter(Node::isWriter).findFirst();
    }

    /**
     * Whether every process runs, every replica is in sync and every node says that it is ready.
     */
    public boolean isReady() {
        return brokers.members().stream().allMatch(Member::isAlive)
                && commandNodes.stream().allMatch(Node::isReady)
                && queryNodes.stream().allMatch(Node::isReady)
                && brokers.areInSync();
    }

    /** What everybody says of itself, for a person who looks for the cause. */
    public String state() {
        StringBuilder state = new StringBuilder();
        brokers.members()
                .forEach(it -> state.append(it.name()).append(it.isAlive() ? " up; " : " gone; "));
        commandNodes.forEach(it -> state.append(it.name()).append(' ').append(it.readiness()));
        queryNodes.forEach(it -> state.append(it.name()).append(' ').append(it.readiness()));
        return state.toString();
    }

    /** The members that ended although nobody told them to, and how often. */
    public Map<String, Integer> endedByThemselves() {
        Map<String, Integer> ended = new TreeMap<>();
        Stream.of(
                        brokers.members().stream(),
                        commandNodes.stream().map(Node::member),
                        queryNodes.stream().map(Node::member))
                .flatMap(Function.identity())
                .filter(member -> member.endedByItself() > 0)
                .forEach(member -> ended.put(member.name(), member.endedByItself()));
        return ended;
    }

    /** The secret of the first token. */
    public String token() {
        try {
            return Files.readString(directory.resolve("token/admin.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for a condition.
     *
     * @throws IllegalStateException when it does not come true in time
     */
    public static void await(String what, Duration within, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not within " + within + ": " + what);
            }
            pause(50);
        }
    }

    /** For as long as a fault lasts. */
    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Kills whatever is left. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(endWithThisProcess);
        end();
    }

    private void end() {
        commandNodes.forEach(it -> it.member().kill());
        queryNodes.forEach(it -> it.member().kill());
        database.close();
        brokers.close();
        commandDisks.forEach(SmallDisk::close);
    }
}
