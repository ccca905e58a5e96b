package io.incidentledger.postmortem.document;

import io.incidentledger.postmortem.history.Contradiction;
import io.incidentledger.postmortem.history.Interval;
import io.incidentledger.postmortem.history.MetricDefinition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
            case Contradiction.ToldEarlier told ->
                    "an update for the public was sent "
                            + Durations.words(told.by())
                            + " before the first one is said to have been";
            case Contradiction.StatedOtherwise stated ->
                    stated(stated.metric(), stated.stated())
                            + ", by its times "
                            + Durations.words(stated.elapsed())
                            + within(stated.within());
            case Contradiction.StatedAgainst stated ->
                    stated(stated.metric(), stated.stated())
                            + ", but "
                            + stated.other().formula()
                            + (stated.stated().compareTo(stated.elapsed()) < 0
                                    ? " alone took "
                                    : " took only ")
                            + Durations.words(stated.elapsed())
                            + within(stated.within());
        };
    }

    private static String stated(Interval metric, Duration stated) {
        return metric.title() + " stated as " + Durations.words(stated);
    }

    private static String within(@Nullable Duration within) {
        return within == null ? "" : ", within support hours " + Durations.words(within);
    }
}
