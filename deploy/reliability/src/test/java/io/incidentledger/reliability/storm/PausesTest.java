package io.incidentledger.reliability.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Command;
import io.incidentledger.reliability.history.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PausesTest {
    private final List<Exchange> history = new ArrayList<>();

    @Test
    void a_pause_is_from_one_acknowledgement_to_the_next() {
        beat("1", 100, 110, true);
        beat("2", 200, 300, false);
        beat("2", 700, 720, true);
        beat("3", 800, 810, true);

        Pauses pauses = new Pauses(history);

        assertThat(pauses.longest(150, 810)).isEqualTo(610);
        assertThat(pauses.longest(750, 790)).isEqualTo(90);
        assertThat(pauses.recovery(150)).isEqualTo(570);
        assertThat(pauses.failed(0, 1_000)).isZero();
    }

    @Test
    void what_was_on_its_way_before_the_fault_is_no_recovery() {
        beat("1", 100, 400, true);
        beat("2", 500, 600, true);

        assertThat(new Pauses(history).recovery(200)).isEqualTo(400);
    }

    @Test
    void what_is_given_up_has_failed() {
        beat("1", 100, 110, true);
        beat("2", 200, 210, false);

        assertThat(new Pauses(history).failed(150, 300)).isEqualTo(1);
        assertThat(new Pauses(history).recovery(150)).isEqualTo(-1);
    }

    private void beat(String key, long began, long ended, boolean acknowledged) {
        history.add(
                new Exchange(
                        history.size(),
                        "pulse",
                        "command-1",
                        began,
                        ended,
                        new Order(Command.NOTE, key, "i", null, "w", null),
                        acknowledged
                                ? new Answer.Acknowledged(1, 1, true, "i", null)
                                : new Answer.Unknown(0, "gone")));
    }
}
