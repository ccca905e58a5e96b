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

    private static final EmbeddedKafka BROKER = start();

    private EmbeddedBroker() {}

    public static String bootstrapServers() {
        return BROKER.bootstrapServers();
    }

    public static String newTopic() {
        return "ledger-" + UUID.randomUUID();
    }

    private static EmbeddedKafka start() {
        try {
            EmbeddedKafka broker =
                    EmbeddedKafka.start(Settings.in(Files.createTempDirectory("broker-")));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            return broker;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static Path newDirectory() {
        try {
            return Files.createTempDirectory("index-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
