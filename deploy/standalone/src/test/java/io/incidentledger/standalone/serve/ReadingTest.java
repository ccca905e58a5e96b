package io.incidentledger.standalone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.eventstore.StoreState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private final StringWriter said = new StringWriter();
    private final Progress console = new Progress(new PrintWriter(said));

    @Test
    void who_waits_for_the_log_to_be_read_sees_how_far_it_is() {
        Reading reading = new Reading(console, Duration.ZERO);

        reading.at(new StoreState.CatchingUp(0, 50_000));
        reading.at(new StoreState.CatchingUp(20_000, 50_000));
        reading.at(new StoreState.Serving());
        reading.at(new StoreState.CatchingUp(50_000, 50_010));

        assertThat(said.toString().lines())
                .singleElement()
                .asString()
                .endsWith("s  event log: at event 20000 of about 50000");
    }

    @Test
    void nothing_is_said_while_it_is_quick() {
        Reading reading = new Reading(console, Duration.ofHours(1));

        reading.at(new StoreState.CatchingUp(0, 50));
        reading.at(new StoreState.CatchingUp(20, 50));

        assertThat(said.toString()).isEmpty();
    }
}
