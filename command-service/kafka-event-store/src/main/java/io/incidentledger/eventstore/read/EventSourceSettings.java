package io.incidentledger.eventstore.read;

import java.util.Map;

/**
 * What a {@link KafkaEventSource} needs to know.
 *
 * @param bootstrapServers where Kafka is, {@code host:port[,host:port]}
 * @param topic the ledger's topic
 * @param subjectTag the key of the tag whose value is Axon's aggregate identifier; as the writer
 *     has it
 * @param bufferEvents how many events one stream reads ahead. Default: 8,192. Too few lets a
 *     projection wait for the network, too many costs memory
 * @param bufferBytes how many bytes of payload one stream reads ahead, beyond the first event.
 *     Default: 8 MiB
 * @param clientProperties further settings of every Kafka client (security, above all). What the
 *     source relies on, as isolation, cannot be changed here
 */
public record EventSourceSettings(
        String bootstrapServers,
        String topic,
        String subjectTag,
        int bufferEvents,
        long bufferBytes,
        Map<String, String> clientProperties) {

    /** Refuses what cannot work. */
    public EventSourceSettings {
        if (bootstrapServers.isBlank() || topic.isBlank() || subjectTag.isBlank()) {
            throw new IllegalArgumentException(
                    "bootstrapServers, topic and subjectTag must not be blank");
        }
        if (bufferEvents < 1 || bufferBytes < 1) {
            throw new IllegalArgumentException("bufferEvents and bufferBytes must be at least 1");
        }
        clientProperties = Map.copyOf(clientProperties);
    }

    /** With the defaults. */
    public EventSourceSettings(String bootstrapServers, String topic, String subjectTag) {
        this(bootstrapServers, topic, subjectTag, 8_192, 8L << 20, Map.of());
    }

    /** Without the clients' properties, which may hold secrets. */
    @Override
    public String toString() {
        return "EventSourceSettings[" + topic + " at " + bootstrapServers + "]";
    }
}
