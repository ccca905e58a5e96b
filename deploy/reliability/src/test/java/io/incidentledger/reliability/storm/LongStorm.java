package io.incidentledger.reliability.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Faults for about an hour. Opt-in:
 *
 * <pre>
 * mvn verify -Preliability -DskipTests -pl deploy/reliability -am
 * </pre>
 *
 * <p>{@code -Dreliability.seed} and {@code -Dreliability.faults} choose the script. The result is
 * in {@code target/reliability/long/report.md}.
 */
class LongStorm {
    private static final long SEED = Long.getLong("reliability.seed", System.nanoTime());
    private static final int FAULTS = Integer.getInteger("reliability.faults", 200);

    @Test
    void nothing_is_lost_doubled_or_told_wrongly() throws Exception {
        System.out.println("LongStorm: -Dreliability.seed=" + SEED);
        Path directory = Runs.fresh("long");

        Outcome outcome =
                new Storm(
                                Runs.LAUNCHER,
                                directory,
                                Duration.ofHours(5),
                                what -> System.out.println("storm: " + what))
                        .run(Script.of(SEED, FAULTS));

        String report = new Report(outcome).markdown();
        Files.writeString(directory.resolve("report.md"), report);
        System.out.println(report);
        assertThat(outcome.result().faults()).as("the files are in " + directory).isEmpty();
        assertThat(outcome.complaints()).isEmpty();
    }
}
