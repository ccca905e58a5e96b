package io.incidentledger.reliability.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Three brokers that are also the three controllers. Each has a listener for everybody, and one for
 * each command node, which leads through a link: so the network between one node and one broker can
 * be cut.
 */
public final class Brokers implements AutoCloseable {
    static final int COUNT = 3;

    private final List<Member> members = new ArrayList<>();
    private final List<SmallDisk> disks = new ArrayList<>();
    private final int[] ports;
    private @Nullable Admin admin;

    /** By command node, then by broker. */
    private final List<List<Link>> links = new ArrayList<>();

    /**
     * @param program the jar of {@code deploy/reliability-broker}
     */
    Brokers(Path program, Path directory, int commandNodes, Ports free) {
        ports = free.next(COUNT);
        int[] controllerPorts = free.next(COUNT);
        String clusterId = Uuid.randomUuid().toString();
        String voters =
                IntStream.range(0, COUNT)
                        .mapToObj(i -> i + 1 + "@127.0.0.1:" + controllerPorts[i])
                        .collect(Collectors.joining(","));
        for (int node = 0; node < commandNodes; node++) {
            List<Link> its = new ArrayList<>();
            for (int broker = 0; broker < COUNT; broker++) {
                its.add(new Link());
            }
            links.add(its);
        }
        for (int i = 0; i < COUNT; i++) {
            String name = "broker-" + (i + 1);
            SmallDisk disk = new SmallDisk(name, "320m");
            disks.add(disk);
            Properties properties = properties(i, disk.directory().resolve("log"), voters);
            properties.setProperty("cluster.id", clusterId);
            listeners(properties, i, controllerPorts[i], free.next(commandNodes));
            Path file = write(directory.resolve(name + ".properties"), properties);
            members.add(
                    new Member(
                            name,
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx224m",
                                    "-XX:+UseSerialGC",
                                    // They are started anew all the time.
                                    "-XX:TieredStopAtLevel=1",
                                    "-jar",
                                    program.toString(),
                                    file.toString()),
                            Map.of("MALLOC_ARENA_MAX", "2"),
                            directory.resolve(name + ".out")));
        }
    }

    public List<Member> members() {
        return members;
    }

    public List<SmallDisk> disks() {
        return disks;
    }

    /** The links from a command node to the brokers, in their order. */
    public List<Link> links(int commandNode) {
        return links.get(commandNode);
    }

    /** For everybody but the command nodes. */
    public String bootstrapServers() {
        return IntStream.of(ports)
                .mapToObj(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(","));
    }

    /** Whether every replica of the ledger and of what its transactions need is in sync. */
    boolean areInSync() {
        try {
            return admin()
                    .describeTopics(
                            List.of("incident-ledger", "__transaction_state", "__consumer_offsets"))
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == COUNT);
        } catch (ExecutionException notNow) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin =
                    Admin.create(
                            Map.of(
                                    "bootstrap.servers", bootstrapServers(),
                                    "request.timeout.ms", "2000",
                                    "default.api.timeout.ms", "4000"));
        }
        return admin;
    }

    String bootstrapServers(int commandNode) {
        return links.get(commandNode).stream()
                .map(link -> "127.0.0.1:" + link.port())
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
        members.forEach(Member::kill);
        links.forEach(its -> its.forEach(Link::close));
        disks.forEach(SmallDisk::close);
    }

    private void listeners(Properties properties, int i, int controllerPort, int[] nodePorts) {
        StringBuilder listeners =
                new StringBuilder("CONTROLLER://127.0.0.1:" + controllerPort)
                        .append(",CLIENTS://127.0.0.1:" + ports[i]);
        StringBuilder advertised = new StringBuilder("CLIENTS://127.0.0.1:" + ports[i]);
        StringBuilder protocols = new StringBuilder("CONTROLLER:PLAINTEXT,CLIENTS:PLAINTEXT");
        for (int node = 0; node < nodePorts.length; node++) {
            Link link = links.get(node).get(i);
            link.leadTo(nodePorts[node]);
            listeners.append(",NODE" + node + "://127.0.0.1:" + nodePorts[node]);
            advertised.append(",NODE" + node + "://127.0.0.1:" + link.port());
            protocols.append(",NODE" + node + ":PLAINTEXT");
        }
        properties.setProperty("listeners", listeners.toString());
        properties.setProperty("advertised.listeners", advertised.toString());
        properties.setProperty("listener.security.protocol.map", protocols.toString());
        properties.setProperty("inter.broker.listener.name", "CLIENTS");
        properties.setProperty("controller.listener.names", "CONTROLLER");
    }

    private static Properties properties(int i, Path log, String voters) {
        Properties properties = new Properties();
        properties.putAll(
                Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", String.valueOf(i + 1)),
                        Map.entry("controller.quorum.voters", voters),
                        Map.entry("log.dirs", log.toString()),
                        Map.entry("auto.create.topics.enable", "false"),
                        Map.entry("default.replication.factor", "3"),
                        Map.entry("min.insync.replicas", "2"),
                        Map.entry("offsets.topic.replication.factor", "3"),
                        Map.entry("transaction.state.log.replication.factor", "3"),
                        Map.entry("transaction.state.log.min.isr", "2"),
                        Map.entry("unclean.leader.election.enable", "false"),
                        Map.entry("add.partitions.to.txn.retry.backoff.ms", "1")));
        // Short, so that many faults fit into an hour.
        properties.putAll(
                Map.of(
                        "broker.session.timeout.ms", "3000",
                        "broker.heartbeat.interval.ms", "500",
                        "replica.lag.time.max.ms", "4000",
                        "replica.socket.timeout.ms", "3000",
                        "replica.fetch.backoff.ms", "200",
                        "controller.socket.timeout.ms", "3000",
                        "group.initial.rebalance.delay.ms", "0"));
        // Small, so that three fit beside everything else.
        properties.putAll(
                Map.of(
                        "num.network.threads", "2",
                        "num.io.threads", "4",
                        "offsets.topic.num.partitions", "1",
                        "transaction.state.log.num.partitions", "1",
                        "log.index.size.max.bytes", "1048576",
                        "log.segment.bytes", "67108864",
                        "log.cleaner.dedupe.buffer.size", "2097152"));
        return properties;
    }

    private static Path write(Path file, Properties properties) {
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
