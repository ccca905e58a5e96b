package io.incidentledger.standalone;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the organisation's Kafka is, and how it lets this program in. */
public final class KafkaOptions {
    /** As both services have it. */
    public static final String TOPIC = "incident-ledger";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "the brokers, with commas between them")
    private @Nullable String brokers;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "the ledger's topic (default: " + TOPIC + ")")
    private @Nullable String topic;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description =
                    "settings of every Kafka client, security above all: the file that Kafka's own"
                            + " tools take as --command-config")
    private @Nullable Path properties;

    /** {@code host:port[,host:port]}, or null when they were not named. */
    public @Nullable String brokers() {
        return brokers;
    }

    /** Null when it was not named. */
    public @Nullable String topic() {
        return topic;
    }

    /** The file of client settings, or null without one. */
    public @Nullable Path properties() {
        return properties;
    }

    /** What the file of client settings says; nothing without one. */
    public Map<String, String> clientProperties() {
        Path file = properties;
        if (file == null) {
            return Map.of();
        }
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StandsInTheWayException(
                    "The file of Kafka's client settings cannot be read: " + e.getMessage() + ".",
                    e);
        }
        return read.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, read::getProperty));
    }
}
