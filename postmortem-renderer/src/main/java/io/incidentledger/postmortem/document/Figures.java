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

    /** Of a negative value how much sooner its end came, with what its precision allows. */
    static String sooner(Metric metric, Duration elapsed) {
        return bound(end(metric), start(metric)) + Durations.words(elapsed.negated());
    }

    /** What the precision of a value allows to say of it: {@code at most }, or nothing. */
    static String bound(Metric metric) {
        return bound(start(metric), end(metric));
    }

    /** An end known as "no later than" bounds the time from above, a start from below. */
    private static String bound(Precision from, Precision to) {
        if (from.sharp() && to.sharp()) {
            return "";
        }
        if (from.sharp() && to == Precision.BY) {
            return "at most ";
        }
        if (from == Precision.BY && to.sharp()) {
            return "at least ";
        }
        return "about ";
    }

    private static Precision start(Metric metric) {
        return metric.inputs().getFirst().at().precision();
    }

    private static Precision end(Metric metric) {
        return metric.inputs().getLast().at().precision();
    }
}
