package io.incidentledger.command.edge;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** One real broker for all tests of this JVM; each test class has a ledger, a topic, of its own. */
final class SharedKafka {
    private static final EmbeddedKafka BROKER = start();

    private SharedKafka() {}

    static String bootstrapServers() {
        return BROKER.bootstrapServers();
    }

    private static EmbeddedKafka start() {
        try {
            Path directory = Files.createTempDirectory("command-service-kafka");
            EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory));
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        broker.close();
                                        FileSystemUtils.deleteRecursively(directory.toFile());
                                    }));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
