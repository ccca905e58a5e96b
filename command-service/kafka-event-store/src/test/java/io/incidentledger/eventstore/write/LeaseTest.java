package io.incidentledger.eventstore.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Duration LENGTH = Duration.ofMinutes(1);

    private final Lease lease = new Lease(LENGTH);

    @Test
    void without_a_proof_it_does_not_hold() {
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void it_counts_from_when_the_proof_was_asked_for() {
        lease.proven(System.nanoTime());
        assertThat(lease.holds()).isTrue();

        Lease late = new Lease(Duration.ofNanos(1));
        late.proven(System.nanoTime());
        assertThat(late.holds()).isFalse();
    }

    @Test
    void an_older_proof_does_not_take_a_younger_one_back() {
        long now = System.nanoTime();

        lease.proven(now + 1_000);
        lease.proven(now);

        assertThat(lease.isProvenSince(now + 1_000)).isTrue();
    }

    @Test
    void a_proof_that_was_asked_for_before_the_end_does_not_bring_it_back() {
        long askedAt = System.nanoTime();
        lease.end();

        lease.proven(askedAt);
        assertThat(lease.holds()).isFalse();

        lease.proven(System.nanoTime());
        assertThat(lease.holds()).isTrue();
    }
}
