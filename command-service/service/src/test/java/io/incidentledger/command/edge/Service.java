package io.incidentledger.command.edge;

import io.incidentledger.command.CommandService;
import io.incidentledger.command.access.FirstTokenIssued;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.support.GenericApplicationContext;

/** The command service as it runs, on a port of its own. */
final class Service implements AutoCloseable {
    private final GenericApplicationContext context;
    private final Path tokenFile;
    private final List<FirstTokenIssued> told;

    private Service(
            GenericApplicationContext context, Path tokenFile, List<FirstTokenIssued> told) {
        this.context = context;
        this.tokenFile = tokenFile;
        this.told = told;
    }

    static Service start(String topic, Path directory, String... settings) {
        return start(SharedKafka.bootstrapServers(), topic, directory, settings);
    }

    static Service start(
            String bootstrapServers, String topic, Path directory, String... settings) {
        List<FirstTokenIssued> told = new ArrayList<>();
        Path tokenFile = directory.resolve("admin.token");
        var application = CommandService.builder();
        application.listeners(
                (ApplicationListener<PayloadApplicationEvent<?>>)
                        event -> {
                            if (event.getPayload() instanceof FirstTokenIssued issued) {
                                told.add(issued);
                            }
                        });
        var context =
                application.run(
                        Stream.concat(
                                        Stream.of(
                                                "--server.port=0",
                                                "--ledger.command.log.bootstrap-servers="
                                                        + bootstrapServers,
                                                "--ledger.command.log.topic=" + topic,
                                                "--ledger.command.log.index-directory="
                                                        + directory.resolve("index"),
                                                "--ledger.command.log.replication-factor=1",
                                                "--ledger.command.log.min-insync-replicas=1",
                                                "--ledger.command.first-token-file=" + tokenFile),
                                        Stream.of(settings))
                                .toArray(String[]::new));
        return new Service((GenericApplicationContext) context, tokenFile, told);
    }

    Api admin() {
        try {
            return as(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Api as(String token) {
        return new Api(((WebServerApplicationContext) context).getWebServer().getPort(), token);
    }

    /** A new token of this role, and who it is for. */
    Api as(String handle, String role) {
        var issued =
                admin().post(
                                "/tokens",
                                """
                                {"handle": "%s", "role": "%s"}"""
                                        .formatted(handle, role));
        return as(issued.field("/secret"));
    }

    Api nobody() {
        return as((String) null);
    }

    Path tokenFile() {
        return tokenFile;
    }

    List<FirstTokenIssued> told() {
        return told;
    }

    KafkaEventStore log() {
        return context.getBean(KafkaEventStore.class);
    }

    List<RecordedEvent> events() {
        return log().read(0, 100_000);
    }

    long head() {
        return log().head().nextPosition();
    }

    @Override
    public void close() {
        context.close();
    }
}
