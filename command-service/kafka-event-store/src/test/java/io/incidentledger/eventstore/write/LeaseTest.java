package io.incidentledger.eventstore.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.eventstore.write.Lease.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Duration LENGTH = Duration.ofMinutes(1);

    private Moment now = new Moment(5_000_000_000L, 1_700_000_000_000L);
    private final Lease lease = new Lease(LENGTH, () -> now);

    @Test
    void without_a_proof_it_does_not_hold() {
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void it_counts_from_when_the_proof_was_asked_for() {
        Moment askedAt = now;
        pass(LENGTH.minusMillis(1));
        lease.proven(askedAt);
        assertThat(lease.holds()).isTrue();

        pass(Duration.ofMillis(1));

        assertThat(lease.holds()).isFalse();
    }

    @Test
    void it_ends_while_the_machine_is_suspended_and_the_even_clock_stands_still() {
        lease.proven(now);

        now = new Moment(now.nanos() + 1_000, now.millis() + LENGTH.toMillis());

        assertThat(lease.holds()).isFalse();
    }

    @Test
    void it_counts_the_suspension_between_question_and_answer() {
        Moment askedAt = now;
        now = new Moment(now.nanos() + 1_000, now.millis() + LENGTH.toMillis());

        lease.proven(askedAt);

        assertThat(lease.holds()).isFalse();
    }

    @Test
    void a_wall_clock_that_is_set_back_makes_it_no_longer() {
        lease.proven(now);

        now = new Moment(now.nanos() + LENGTH.toNanos(), now.millis() - 3_600_000);

        assertThat(lease.holds()).isFalse();
    }

    @Test
    void a_new_proof_counts_whatever_the_wall_clock_said_of_the_old_one() {
        lease.proven(now);
        now = new Moment(now.nanos() + 1_000, now.millis() - 3_600_000);

        lease.proven(now);
        pass(LENGTH.minusMillis(1));

        assertThat(lease.holds()).isTrue();
    }

    @Test
    void an_older_proof_does_not_take_a_younger_one_back() {
        Moment older = now;
        pass(Duration.ofMillis(1));

        lease.proven(now);
        lease.proven(older);

        assertThat(lease.isProvenSince(now)).isTrue();
    }

    @Test
    void a_proof_that_was_asked_for_before_the_end_does_not_bring_it_back() {
        Moment askedAt = now;
        pass(Duration.ofMillis(1));
        lease.end();

        lease.proven(askedAt);
        assertThat(lease.holds()).isFalse();

        lease.proven(now);
        assertThat(lease.holds()).isTrue();
    }

    private void pass(Duration time) {
        now = new Moment(now.nanos() + time.toNanos(), now.millis() + time.toMillis());
    }
}
