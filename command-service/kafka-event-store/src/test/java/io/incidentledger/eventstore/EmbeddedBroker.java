package io.incidentledger.eventstore;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** One real broker for all tests of this JVM; each test has a topic of its own. */
public final class EmbeddedBroker {

    private static final Path DIRECTORY = newDirectory("broker-");
    private static final EmbeddedKafka BROKER = start();

    private EmbeddedBroker() {}

    public static String bootstrapServers() {
        return BROKER.bootstrapServers();
    }

    public static String newTopic() {
        return "ledger-" + UUID.randomUUID();
    }

    /** Where the broker keeps everything. */
    public static Path directory() {
        return DIRECTORY;
    }

    private static EmbeddedKafka start() {
        EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(DIRECTORY));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        return broker;
    }

    public static Path newDirectory() {
        return newDirectory("index-");
    }

    private static Path newDirectory(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
