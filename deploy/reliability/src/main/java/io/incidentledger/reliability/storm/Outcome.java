package io.incidentledger.reliability.storm;

import io.incidentledger.reliability.check.Check;
import io.incidentledger.reliability.storm.Script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run.
 *
 * @param wanted how many faults the script has
 * @param done the faults that were done, in order
 * @param leftOut those that the machine does not permit
 * @param stopped why the script was not done to its end, or null
 * @param ended the members that ended although nobody told them to, and how often
 */
public record Outcome(
        long seed,
        int wanted,
        List<Done> done,
        List<FaultKind> leftOut,
        @Nullable String stopped,
        Map<String, Integer> ended,
        Check.Result result,
        long seconds) {

    /**
     * What else speaks against the run, one sentence each: it was shorter than it was to be, a node
     * crashed, or a rolling restart failed an order. A broker may end by itself: one whose disk is
     * full does.
     */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (stopped != null) {
            complaints.add("It stopped: " + stopped);
        }
        int missing = wanted - done.size() - leftOut.size();
        if (missing > 0) {
            complaints.add(missing + " of " + wanted + " faults were not done.");
        }
        ended.forEach(
                (member, times) -> {
                    if (!member.startsWith("broker-")) {
                        complaints.add(member + " ended by itself, " + times + " times.");
                    }
                });
        int failed =
                done.stream()
                        .filter(it -> it.step().kind() == FaultKind.ROLLING_RESTART)
                        .mapToInt(Done::failed)
                        .sum();
        if (failed > 0) {
            complaints.add(failed + " orders were given up in rolling restarts.");
        }
        return complaints;
    }

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
