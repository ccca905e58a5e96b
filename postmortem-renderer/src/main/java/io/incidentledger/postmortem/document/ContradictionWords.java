package io.incidentledger.postmortem.document;

import io.incidentledger.postmortem.history.Contradiction;
import io.incidentledger.postmortem.history.MetricDefinition;

/** What does not go together, as people say it. */
public final class ContradictionWords {
    private ContradictionWords() {}

    /** A clause without a full stop: {@code resolved 25 min before detected}. */
    public static String of(Contradiction contradiction) {
        return switch (contradiction) {
            case Contradiction.OutOfOrder order ->
                    MetricDefinition.words(order.then())
                            + " "
                            + Durations.words(order.by())
                            + " before "
                            + MetricDefinition.words(order.first());
            case Contradiction.StatedOtherwise stated ->
                    stated.metric().title()
                            + " stated as "
                            + Durations.words(stated.stated())
                            + ", by its times "
                            + Durations.words(stated.elapsed())
                            + (stated.within() == null
                                    ? ""
                                    : ", within support hours " + Durations.words(stated.within()));
        };
    }
}
