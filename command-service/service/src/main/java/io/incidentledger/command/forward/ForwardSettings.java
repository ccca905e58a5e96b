package io.incidentledger.command.forward;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How orders are passed on to the node that writes.
 *
 * @param patience how long an order waits for the next writer while the ledger changes hands.
 *     Default 2 s, at most 1 minute. With less, clients see 503 during a rolling restart; with
 *     more, they wait for an answer they no longer want after a crash
 * @param timeout how long the node that writes may take for its answer. Default 30 s, 1 s to 5
 *     minutes. It should be longer than that node waits for its log and for earlier orders; with
 *     less, orders are answered "unknown" that were about to be carried out
 * @param sslBundle the name of the bundle ({@code spring.ssl.bundle.…}) with which the certificates
 *     of the other nodes are checked, where their addresses begin with https. Default: what the JVM
 *     trusts
 */
public record ForwardSettings(
        @DefaultValue("2s") Duration patience,
        @DefaultValue("30s") Duration timeout,
        @Nullable String sslBundle) {
    public ForwardSettings {
        requireBetween(Duration.ZERO, patience, Duration.ofMinutes(1), "patience");
        requireBetween(Duration.ofSeconds(1), timeout, Duration.ofMinutes(5), "timeout");
    }

    private static void requireBetween(Duration least, Duration value, Duration most, String name) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "ledger.command.forward."
                            + name
                            + " is "
                            + least
                            + " to "
                            + most
                            + ", not "
                            + value);
        }
    }
}
