package io.incidentledger.eventstore.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.write.Lease.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {

    private Moment now = new Moment(0, 0);
    private final Lease lease = new Lease(Duration.ofSeconds(4), () -> now);
    private final List<StoreState> told = new ArrayList<>();
    private final Standing standing =
            new Standing(
                    EventStoreSettings.builder("nowhere:9092", "topic", Path.of("index")).build(),
                    told::add,
                    Runnable::run,
                    lease);

    @Test
    void that_the_lease_has_run_out_is_told_once_and_so_is_its_return() {
        lease.proven(now);
        standing.become(new StoreState.Serving());
        standing.tellOfLease();

        now = new Moment(0, 4_000);
        standing.tellOfLease();
        standing.tellOfLease();
        now = new Moment(1, 4_001);
        lease.proven(now);
        standing.tellOfLease();
        standing.tellOfLease();

        assertThat(told)
                .satisfiesExactly(
                        serving -> assertThat(serving).isEqualTo(new StoreState.Serving()),
                        lapsed ->
                                assertThat(lapsed)
                                        .asString()
                                        .contains("Unavailable", "whether the ledger is still"),
                        again -> assertThat(again).isEqualTo(new StoreState.Serving()));
    }

    @Test
    void a_node_that_does_not_serve_has_no_lease_to_lose() {
        lease.proven(now);
        standing.become(new StoreState.Serving());
        standing.become(new StoreState.Following(0, null));

        now = new Moment(0, 4_000);
        standing.tellOfLease();

        assertThat(told).hasSize(2);
    }
}
