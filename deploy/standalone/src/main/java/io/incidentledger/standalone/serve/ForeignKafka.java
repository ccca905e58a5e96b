package io.incidentledger.standalone.serve;

import io.incidentledger.standalone.KafkaAddress;
import io.incidentledger.standalone.StandsInTheWayException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Waits until somebody else's Kafka answers: it may be starting, as after a power cut. */
final class ForeignKafka {
    private static final Duration SAY_SO = Duration.ofSeconds(5);

    private ForeignKafka() {}

    /**
     * @param brokers {@code host:port[,host:port]}
     * @param patience how long to wait
     * @return the brokers, as soon as one of them answers
     * @throws StandsInTheWayException when the address is none, or nobody answers in time
     */
    static String await(String brokers, Duration patience, Progress progress) {
        long began = System.nanoTime();
        Admin admin = admin(brokers);
        try {
            Duration left = patience;
            while (!answers(admin, left.compareTo(SAY_SO) < 0 ? left : SAY_SO)) {
                left = patience.minusNanos(System.nanoTime() - began);
                if (!left.isPositive()) {
                    throw new StandsInTheWayException(
                            "Kafka at "
                                    + brokers
                                    + " did not answer within "
                                    + patience.toSeconds()
                                    + " seconds; start it, or correct --kafka.");
                }
                progress.done(
                        "event log: Kafka at "
                                + brokers
                                + " does not answer yet; waiting "
                                + patience.toSeconds()
                                + " seconds for it");
            }
        } finally {
            // What it still asks nobody is not worth a minute.
            admin.close(Duration.ZERO);
        }
        progress.done("event log: Kafka at " + brokers + " answers");
        return brokers;
    }

    private static Admin admin(String brokers) {
        KafkaAddress.check(brokers);
        return Admin.create(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        // What it logs while it waits is what the progress says better.
                        AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000));
    }

    private static boolean answers(Admin admin, Duration within) {
        try {
            admin.describeCluster().nodes().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StandsInTheWayException("The start was interrupted.", e);
        }
    }
}
