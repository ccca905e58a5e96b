package io.incidentledger.standalone.node;

import io.incidentledger.standalone.KafkaOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What both kinds of nodes can be told on the command line. What is not said here comes from the
 * environment, then from the file of {@code --config}, then from the defaults.
 */
final class NodeOptions {
    @Mixin private KafkaOptions kafka;

    @Option(names = "--port", paramLabel = "PORT", description = "where it listens (default: 8080)")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "the address it listens on (default: 127.0.0.1); 0.0.0.0 lets other machines in")
    private @Nullable String host;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "any setting of docs/operations.md, as .properties or .yaml")
    private @Nullable Path config;

    @SuppressWarnings("NullAway.Init") // picocli sets it.
    NodeOptions() {}

    @Nullable Path config() {
        return config;
    }

    /**
     * As the settings of a service.
     *
     * @param log the prefix under which the service's settings say where the log is
     */
    Map<String, Object> settings(String log) {
        Map<String, Object> settings = new HashMap<>();
        put(settings, "server.port", port);
        put(settings, "server.address", host);
        put(settings, log + ".bootstrap-servers", kafka.brokers());
        put(settings, log + ".topic", kafka.topic());
        kafka.clientProperties()
                .forEach(
                        (name, value) ->
                                settings.put(log + ".client-properties[" + name + "]", value));
        return settings;
    }

    static void put(Map<String, Object> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }
}
