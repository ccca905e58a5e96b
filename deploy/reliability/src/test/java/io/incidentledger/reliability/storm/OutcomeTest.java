package io.incidentledger.reliability.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.reliability.check.Check;
import io.incidentledger.reliability.storm.Outcome.Done;
import io.incidentledger.reliability.storm.Script.Step;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What speaks against a run although its history is in order. */
class OutcomeTest {

    private static final Done KILLED = done(FaultKind.KILL_WRITER, 3);
    private static final Done ROLLED = done(FaultKind.ROLLING_RESTART, 0);

    @Test
    void a_whole_run_in_which_brokers_ended_for_want_of_room_is_in_order() {
        assertThat(outcome(3, List.of(KILLED, ROLLED), null, Map.of("broker-1", 1)).complaints())
                .isEmpty();
    }

    @Test
    void a_node_that_ended_by_itself_is_a_fault_of_the_run() {
        assertThat(
                        outcome(
                                        3,
                                        List.of(KILLED, ROLLED),
                                        null,
                                        Map.of("broker-1", 1, "command-2", 2))
                                .complaints())
                .containsExactly("command-2 ended by itself, 2 times.");
    }

    @Test
    void a_run_of_fewer_faults_than_wanted_does_not_pass() {
        assertThat(outcome(200, List.of(KILLED, ROLLED), null, Map.of()).complaints())
                .containsExactly("197 of 200 faults were not done.");
    }

    @Test
    void an_order_that_was_given_up_in_a_rolling_restart_fails_the_run() {
        assertThat(
                        outcome(2, List.of(done(FaultKind.ROLLING_RESTART, 2)), null, Map.of())
                                .complaints())
                .containsExactly("2 orders were given up in rolling restarts.");
    }

    @Test
    void a_run_that_stopped_does_not_pass() {
        assertThat(outcome(3, List.of(KILLED, ROLLED), "no writer", Map.of()).complaints())
                .containsExactly("It stopped: no writer");
    }

    private static Done done(FaultKind kind, int failed) {
        return new Done(new Step(kind, 0, 1, 0), 100, 100, failed);
    }

    /** With one fault left out. */
    private static Outcome outcome(
            int wanted, List<Done> done, @Nullable String stopped, Map<String, Integer> ended) {
        return new Outcome(
                1,
                wanted,
                done,
                List.of(FaultKind.FILL_WRITER_DISK),
                stopped,
                ended,
                Check.of(List.of(), List.of(), List.of()),
                60);
    }
}
