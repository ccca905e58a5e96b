package io.incidentledger.reliability.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A handful of faults on a cluster of real processes, always the same, while clients work. It
 * judges what was said and what is there, never how long it took.
 */
class ShortStormIT {
    private static final long SEED = 20_261_121;
    private static final List<FaultKind> FAULTS =
            List.of(
                    FaultKind.RESTART_WRITER,
                    FaultKind.KILL_BROKER,
                    FaultKind.FREEZE_WRITER,
                    FaultKind.KILL_QUERY_NODE,
                    FaultKind.CUT_WRITER,
                    FaultKind.KILL_POSTGRES,
                    FaultKind.KILL_TWO_BROKERS,
                    FaultKind.ROLLING_RESTART,
                    FaultKind.FILL_BROKER_DISK,
                    FaultKind.RESTART_ALL);

    @Test
    void nothing_is_lost_doubled_or_told_wrongly() throws Exception {
        Path directory = Runs.fresh("short");

        Outcome outcome =
                new Storm(
                                Runs.LAUNCHER,
                                directory,
                                Duration.ofHours(5),
                                what -> System.out.println("storm: " + what))
                        .run(Script.of(SEED, FAULTS));

        assertThat(outcome.result().faults()).as("the files are in " + directory).isEmpty();
        assertThat(outcome.complaints()).isEmpty();
        assertThat(outcome.result().acknowledged()).isPositive();
    }
}
