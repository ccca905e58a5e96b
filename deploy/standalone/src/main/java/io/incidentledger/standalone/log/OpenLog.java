package io.incidentledger.standalone.log;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.LogConsumer;
import io.incidentledger.standalone.KafkaAddress;
import io.incidentledger.standalone.StandsInTheWayException;
import io.incidentledger.standalone.serve.DataDirectory;
import java.nio.file.Path;
import java.util.Map;

/** A log that can be reached, as long as this is open. */
final class OpenLog implements AutoCloseable {

    /** As the services have it: the tag that says which incident an event is about. */
    private static final String SUBJECT_TAG = "incident";

    private final String bootstrapServers;
    private final String topic;
    private final Map<String, String> clientProperties;
    private final String where;
    private final boolean embedded;
    private final AutoCloseable servers;

    private OpenLog(
            String bootstrapServers,
            String topic,
            Map<String, String> clientProperties,
            String where,
            boolean embedded,
            AutoCloseable servers) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.clientProperties = clientProperties;
        this.where = where;
        this.embedded = embedded;
        this.servers = servers;
    }

    /**
     * In a Kafka that runs.
     *
     * @throws StandsInTheWayException when there can be none at this address
     */
    static OpenLog in(String bootstrapServers, String topic, Map<String, String> properties) {
        KafkaAddress.check(bootstrapServers);
        return new OpenLog(
                bootstrapServers,
                topic,
                properties,
                "Kafka at " + bootstrapServers,
                false,
                () -> {});
    }

    /** In a data directory, of which only the broker is started. Closing gives it back. */
    static OpenLog embedded(DataDirectory directory, String topic) {
        EmbeddedKafka broker;
        try {
            broker = EmbeddedKafka.start(Settings.in(directory.kafka()));
        } catch (RuntimeException failure) {
            directory.close();
            throw failure;
        }
        return new OpenLog(
                broker.bootstrapServers(),
                topic,
                Map.of(),
                directory.path().toString(),
                true,
                () -> {
                    broker.close();
                    directory.close();
                });
    }

    /** Where it is, for people. */
    String where() {
        return topic + " in " + where;
    }

    EventSourceSettings source() {
        return new EventSourceSettings(
                bootstrapServers, topic, SUBJECT_TAG, 1, 1, clientProperties);
    }

    /**
     * As the command service writes it.
     *
     * @param singleBroker whether a Kafka without replicas will do
     */
    EventStoreSettings store(Path index, boolean singleBroker) {
        EventStoreSettings.Builder settings =
                EventStoreSettings.builder(bootstrapServers, topic, index)
                        .subjectTag(SUBJECT_TAG)
                        .source("urn:incident-ledger:" + topic)
                        .clientProperties(clientProperties);
        return (embedded || singleBroker ? settings.singleBroker() : settings).build();
    }

    LogConsumer reader() {
        return LogConsumer.ofWhatIsThere(bootstrapServers, topic, clientProperties);
    }

    void requireTopic() {
        try (LogConsumer reader = reader()) {
            if (!reader.exists()) {
                throw new StandsInTheWayException(
                        "There is no topic "
                                + topic
                                + " in "
                                + where
                                + "; name the ledger's: --topic.");
            }
        }
    }

    @Override
    public void close() {
        try {
            servers.close();
        } catch (Exception e) {
            throw new StandsInTheWayException("The broker did not stop: " + e.getMessage(), e);
        }
    }
}
