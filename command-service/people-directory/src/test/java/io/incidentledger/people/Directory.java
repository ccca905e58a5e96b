package io.incidentledger.people;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import io.incidentledger.events.Handle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** A directory on a real broker, of which all tests of this JVM share one. */
final class Directory {
    static final Handle ADMIN = new Handle("@admin");
    static final Path FILES = files();
    private static final EmbeddedKafka BROKER = start();

    private Directory() {}

    static DirectorySettings settings(Duration sweep) {
        return new DirectorySettings(
                BROKER.bootstrapServers(), "ledger-" + UUID.randomUUID(), 1, 1, Map.of(), sweep);
    }

    static DirectorySettings settings() {
        return settings(Duration.ofMinutes(10));
    }

    /** The broker's cleaner rests for 15 s where it found nothing to do. */
    static void lookForDirtEvery(Duration rest) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()))) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.BROKER, ""),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry(
                                                            "log.cleaner.backoff.ms",
                                                            Long.toString(rest.toMillis())),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static Contact contact(String handle, @Nullable String name, String... members) {
        return new Contact(
                new Handle(handle),
                name,
                List.of(new Address(Address.Kind.MAIL, handle.substring(1) + "@example.org")),
                "Europe/Lisbon",
                new WorkingHours(List.of("mon-fri 09:00-17:30")),
                new TreeMap<>(Map.of("github", "gh-" + handle.substring(1))),
                Arrays.stream(members).map(Handle::new).toList());
    }

    private static Path files() {
        try {
            return Files.createTempDirectory("people-kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedKafka start() {
        EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(FILES));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        return broker;
    }
}
