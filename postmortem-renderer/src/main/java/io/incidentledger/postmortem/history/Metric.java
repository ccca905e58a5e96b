package io.incidentledger.postmortem.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric of one incident, with where it comes from.
 *
 * @param interval one that {@link MetricDefinition} defines, or one that somebody stated
 * @param withinSupportHours how much of a value was within support hours; null without a value, and
 *     where none are configured
 * @param precision the least precise of the inputs, in the order of {@link Precision}; null without
 *     inputs
 * @param inputs the milestones that were found, each with the position of the event it comes from;
 *     at most two, the start first
 * @param stated what a record of elsewhere says it was; never computed with the rest; null where
 *     none says anything
 */
@JsonPropertyOrder({
    "metric",
    "title",
    "formula",
    "result",
    "withinSupportHours",
    "precision",
    "inputs",
    "stated"
})
public record Metric(
        @JsonProperty("metric") Interval interval,
        Result result,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Duration withinSupportHours,
        @Nullable Precision precision,
        List<Input> inputs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Stated stated) {

    public Metric {
        inputs = List.copyOf(inputs);
    }

    @JsonProperty
    public String title() {
        return interval.title();
    }

    @JsonProperty
    public String formula() {
        return interval.formula();
    }

    /** A milestone that a metric was computed from. */
    public record Input(Milestone milestone, Moment at, long position) {}

    /** What came of it. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Value.class, name = "value"),
        @JsonSubTypes.Type(value = Pending.class, name = "pending"),
        @JsonSubTypes.Type(value = NotApplicable.class, name = "not-applicable"),
        @JsonSubTypes.Type(value = Unknown.class, name = "unknown"),
        @JsonSubTypes.Type(value = Invalid.class, name = "invalid")
    })
    public sealed interface Result {}

    /** No value, and why; a reason is a clause without a full stop. */
    public sealed interface NoValue extends Result {
        String reason();
    }

    /** Elapsed time; negative where the end surely came before the start. */
    public record Value(Duration elapsed) implements Result {}

    /** The incident goes on, and the end has not come. */
    public record Pending(String reason) implements NoValue {}

    /** There is nothing to measure. */
    public record NotApplicable(String reason) implements NoValue {}

    /** It happened, or may have, and nobody recorded when. */
    public record Unknown(String reason) implements NoValue {}

    /** The times that were recorded are known too little for anything to be computed. */
    public record Invalid(String reason) implements NoValue {}
}
