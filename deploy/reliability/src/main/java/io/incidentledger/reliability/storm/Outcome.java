package io.incidentledger.reliability.storm;

import io.incidentledger.reliability.check.Check;
import io.incidentledger.reliability.storm.Script.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run.
 *
 * @param done the faults that were done, in order
 * @param leftOut those that the machine does not permit
 * @param stopped why the script was not done to its end, or null
 */
public record Outcome(
        long seed,
        List<Done> done,
        List<FaultKind> leftOut,
        @Nullable String stopped,
        Check.Result result,
        long seconds) {

    /**
     * A fault that was done.
     *
     * @param recoveredMillis from the fault to the first acknowledgement of an order that was sent
     *     after it
     * @param longestPauseMillis the longest time from one acknowledged beat of the pulse to the
     *     next, while the fault and its mending went on
     * @param failed orders of the pulse that were given up
     */
    public record Done(Step step, long recoveredMillis, long longestPauseMillis, int failed) {}
}
