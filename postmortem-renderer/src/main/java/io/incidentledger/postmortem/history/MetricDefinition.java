package io.incidentledger.postmortem.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.events.Milestone;

/** The metrics of an incident, each elapsed time from one milestone to another. */
public enum MetricDefinition {
    @JsonProperty("to-detect")
    TO_DETECT("Time to detect", Milestone.IMPACT_STARTED, Milestone.DETECTED),
    @JsonProperty("to-acknowledge")
    TO_ACKNOWLEDGE("Time to acknowledge", Milestone.DETECTED, Milestone.ACKNOWLEDGED),
    @JsonProperty("to-declare")
    TO_DECLARE("Time to declare", Milestone.DETECTED, Milestone.DECLARED),
    @JsonProperty("to-mitigate")
    TO_MITIGATE("Time to mitigate", Milestone.IMPACT_STARTED, Milestone.MITIGATED),
    @JsonProperty("to-mitigate-from-detection")
    TO_MITIGATE_FROM_DETECTION(
            "Time to mitigate, from detection", Milestone.DETECTED, Milestone.MITIGATED),
    @JsonProperty("to-resolve")
    TO_RESOLVE("Time to resolve", Milestone.IMPACT_STARTED, Milestone.RESOLVED),
    @JsonProperty("to-resolve-from-detection")
    TO_RESOLVE_FROM_DETECTION(
            "Time to resolve, from detection", Milestone.DETECTED, Milestone.RESOLVED),
    @JsonProperty("to-first-public-update")
    TO_FIRST_PUBLIC_UPDATE(
            "Time to first public update", Milestone.DECLARED, Milestone.PUBLIC_TOLD);

    private final String title;
    private final Milestone from;
    private final Milestone to;

    MetricDefinition(String title, Milestone from, Milestone to) {
        this.title = title;
        this.from = from;
        this.to = to;
    }

    public String title() {
        return title;
    }

    public Milestone from() {
        return from;
    }

    public Milestone to() {
        return to;
    }

    public Interval interval() {
        return new Interval(from, to);
    }

    /** What people call a milestone, in lower case. */
    public static String words(Milestone milestone) {
        return switch (milestone) {
            case IMPACT_STARTED -> "impact started";
            case DETECTED -> "detected";
            case DECLARED -> "declared";
            case ACKNOWLEDGED -> "acknowledged";
            case IDENTIFIED -> "identified";
            case MITIGATED -> "mitigated";
            case RESOLVED -> "resolved";
            case CLOSED -> "closed";
            case PUBLIC_TOLD -> "first public update";
            case POSTMORTEM_PUBLISHED -> "postmortem published";
        };
    }
}
