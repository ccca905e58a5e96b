package io.incidentledger.embedded.kafka;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands where Kafka would end the JVM without a sentence. Kafka's exit procedures are one per JVM,
 * so a failure is told to every broker that runs in it.
 */
final class BrokerExit {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerExit.class);
    private static final Set<Consumer<String>> LISTENERS = ConcurrentHashMap.newKeySet();

    private BrokerExit() {}

    /** Thrown instead of returning: the code after an exit was never meant to run. */
    static final class Refused extends Error {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    static void tell(Consumer<String> listener) {
        LISTENERS.add(listener);
        Exit.setExitProcedure(BrokerExit::intercept);
        Exit.setHaltProcedure(BrokerExit::intercept);
    }

    static void forget(Consumer<String> listener) {
        // The procedures stay: threads of a stopping broker may still come here.
        LISTENERS.remove(listener);
    }

    private static void intercept(int status, String message) {
        String sentence = sentence(status, message);
        LOG.error("{}", sentence, new Refused("where the broker gave up"));
        for (Consumer<String> listener : LISTENERS) {
            Thread.ofPlatform()
                    .daemon()
                    .name("embedded-kafka-failure")
                    .start(() -> listener.accept(sentence));
        }
        throw new Refused(sentence);
    }

    private static String sentence(int status, String message) {
        if (message != null && !message.isBlank()) {
            return "The Kafka broker gave up: " + message;
        }
        boolean storage =
                StackWalker.getInstance()
                        .walk(
                                frames ->
                                        frames.anyMatch(
                                                frame ->
                                                        frame.getClassName().contains("LogManager")
                                                                || frame.getClassName()
                                                                        .contains("ReplicaManager")
                                                                || frame.getClassName()
                                                                        .contains(
                                                                                "LogDirFailure")));
        return storage
                ? "The Kafka broker gave up because it can no longer write to or read from its directory"
                        + " (is the disk full, read-only or broken?)."
                : "The Kafka broker gave up (status "
                        + status
                        + " from its thread "
                        + Thread.currentThread().getName()
                        + "); the error is in the log just before.";
    }
}
