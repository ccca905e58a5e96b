package io.incidentledger.standalone.node;

import io.incidentledger.standalone.StandsInTheWayException;
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
final class KafkaOptions {
    /** As both services have it. */
    static final String TOPIC = "incident-ledger";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "the brokers, with commas between them")
    @Nullable String brokers;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "the ledger's topic (default: " + TOPIC + ")")
    @Nullable String topic;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description =
                    "settings of every Kafka client, security above all: the file that Kafka's own"
                            + " tools take as --command-config")
    @Nullable Path properties;

    /** What the file of client settings says; nothing without one. */
    Map<String, String> clientProperties() {
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
