package io.incidentledger.postmortem.document;

import io.incidentledger.events.Precision;
import io.incidentledger.postmortem.history.Metric;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Metrics as people read them. */
final class Figures {
    private Figures() {}

    /** The value with what its precision allows, or in a word why there is none. */
    static String value(Metric metric) {
        return switch (metric.result()) {
            case Metric.Value(Duration elapsed) -> bound(metric) + Durations.words(elapsed);
            case Metric.Pending pending -> "pending";
            case Metric.NotApplicable none -> "not applicable";
            case Metric.Unknown unknown -> "unknown";
            case Metric.Invalid invalid -> "invalid";
        };
    }

    /** Why there is no value; null where there is one. */
    static @Nullable String reason(Metric metric) {
        return metric.result() instanceof Metric.NoValue none ? none.reason() : null;
    }

    /** An end known as "no later than" bounds the time from above, a start from below. */
    private static String bound(Metric metric) {
        Precision from = metric.inputs().getFirst().at().precision();
        Precision to = metric.inputs().getLast().at().precision();
        if (sharp(from) && sharp(to)) {
            return "";
        }
        if (sharp(from) && to == Precision.BY) {
            return "at most ";
        }
        if (from == Precision.BY && sharp(to)) {
            return "at least ";
        }
        return "about ";
    }

    private static boolean sharp(Precision precision) {
        return precision == Precision.EXACT || precision == Precision.DERIVED;
    }
}
