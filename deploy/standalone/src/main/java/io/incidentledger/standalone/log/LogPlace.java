package io.incidentledger.standalone.log;

import io.incidentledger.standalone.KafkaOptions;
import io.incidentledger.standalone.Running;
import io.incidentledger.standalone.StandsInTheWayException;
import io.incidentledger.standalone.serve.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the log is: in a data directory, whether its ledger runs or not, or in a Kafka. */
final class LogPlace {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "the ledger's data directory, running or not (default: ${DEFAULT-VALUE})",
            defaultValue = "${env:HOME:-${sys:user.home}}/.incident-ledger")
    private Path dataDirectory;

    @Mixin private KafkaOptions kafka;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    LogPlace() {}

    /** The data directory, whatever is in it; null when the log is in a Kafka. */
    @Nullable Path directory() {
        return kafka.brokers() == null ? dataDirectory : null;
    }

    String topic() {
        return Objects.requireNonNullElse(kafka.topic(), KafkaOptions.TOPIC);
    }

    /**
     * A log that is there.
     *
     * @throws StandsInTheWayException when there is none, or it cannot be reached
     */
    OpenLog open() {
        OpenLog open = connect();
        try {
            open.requireTopic();
            return open;
        } catch (RuntimeException failure) {
            open.close();
            throw failure;
        }
    }

    /**
     * Where a log is to be written; nothing need be there. A data directory is made if need be.
     *
     * @throws StandsInTheWayException when a running ledger holds it, or it cannot be written
     */
    OpenLog forWriting() {
        @Nullable String brokers = kafka.brokers();
        return brokers == null
                ? OpenLog.embedded(DataDirectory.take(dataDirectory), topic())
                : OpenLog.in(brokers, topic(), kafka.clientProperties());
    }

    private OpenLog connect() {
        @Nullable String brokers = kafka.brokers();
        if (brokers != null) {
            return OpenLog.in(brokers, topic(), kafka.clientProperties());
        }
        if (!Files.exists(dataDirectory.resolve("kafka/meta.properties"))) {
            throw new StandsInTheWayException(
                    "There is no ledger in " + dataDirectory + "; say where it is: --data-dir.");
        }
        Optional<DataDirectory> taken = DataDirectory.takeUnlessHeld(dataDirectory);
        if (taken.isPresent()) {
            return OpenLog.embedded(taken.get(), topic());
        }
        Running running = Running.read(dataDirectory);
        String its = running == null ? null : running.kafka();
        if (its == null) {
            throw new StandsInTheWayException(
                    "The ledger in "
                            + dataDirectory
                            + " is just starting or stopping; try again in a moment.");
        }
        return OpenLog.in(its, topic(), kafka.clientProperties());
    }
}
