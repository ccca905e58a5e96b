package io.incidentledger.reliability.storm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which faults come in which order: the same seed and length give the same script.
 *
 * @param steps what is done one after the other
 */
record Script(long seed, List<Step> steps) {

    /**
     * One fault.
     *
     * @param which a number from which is taken what there are several of
     * @param seconds how long it lasts where it lasts
     * @param calm milliseconds of quiet before it
     */
    record Step(FaultKind kind, int which, int seconds, int calm) {}

    Script {
        steps = List.copyOf(steps);
    }

    /** At least one of each kind where there is room, the rest by their weights. */
    static Script of(long seed, int faults) {
        Random random = new Random(seed);
        List<FaultKind> kinds = new ArrayList<>(List.of(FaultKind.values()));
        Collections.shuffle(kinds, random);
        List<FaultKind> drawn = new ArrayList<>(kinds.subList(0, Math.min(faults, kinds.size())));
        List<FaultKind> urn = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            urn.addAll(Collections.nCopies(kind.weight, kind));
        }
        while (drawn.size() < faults) {
            drawn.add(urn.get(random.nextInt(urn.size())));
        }
        Collections.shuffle(drawn, random);
        return with(seed, random, drawn);
    }

    /** These kinds, in this order. */
    static Script of(long seed, List<FaultKind> kinds) {
        return with(seed, new Random(seed), kinds);
    }

    private static Script with(long seed, Random random, List<FaultKind> kinds) {
        List<Step> steps = new ArrayList<>();
        for (FaultKind kind : kinds) {
            steps.add(
                    new Step(
                            kind,
                            random.nextInt(1 << 16),
                            seconds(kind, random),
                            500 + random.nextInt(1_000)));
        }
        return new Script(seed, steps);
    }

    /** Longer than every time-out, where standing still is the fault. */
    private static int seconds(FaultKind kind, Random random) {
        return switch (kind) {
            case FREEZE_WRITER, CUT_WRITER -> 13 + random.nextInt(3);
            case RESET_WRITER, CUT_WRITER_FROM_ONE, FREEZE_TWO_BROKERS -> 4 + random.nextInt(8);
            case FREEZE_FOLLOWER, FREEZE_BROKER, FREEZE_QUERY_NODE, FREEZE_POSTGRES ->
                    7 + random.nextInt(4);
            case FILL_BROKER_DISK -> 3 + random.nextInt(4);
            case FILL_WRITER_DISK -> 10 + random.nextInt(4);
            case KILL_TWO_BROKERS -> 1 + random.nextInt(4);
            // Over before it starts: a start takes the processors that the next writer needs.
            case KILL_WRITER -> 9;
            case RESTART_WRITER,
                    ROLLING_RESTART,
                    KILL_FOLLOWER,
                    KILL_BROKER,
                    KILL_WRITER_AND_BROKER,
                    KILL_QUERY_NODE,
                    KILL_POSTGRES,
                    RESTART_ALL ->
                    1 + random.nextInt(2);
        };
    }
}
