package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How well a time is known. */
public enum Precision {
    /** The instant itself. */
    @JsonProperty("exact")
    EXACT,
    /** Near the instant. */
    @JsonProperty("about")
    ABOUT,
    /** No later than the instant. */
    @JsonProperty("by")
    BY,
    /** Worked out from other times. */
    @JsonProperty("derived")
    DERIVED,
    /** The hour is known, the minute is not. */
    @JsonProperty("hour")
    HOUR,
    /** The day is known, the hour is not. */
    @JsonProperty("day")
    DAY,
    /**
     * Only its place among the others is known: the instant places it and must never enter a
     * computation.
     */
    @JsonProperty("order")
    ORDER;

    /** Whether it is the instant itself, not one near it. */
    public boolean sharp() {
        return this == EXACT || this == DERIVED;
    }

    /** Whether a duration may be computed from such a time. */
    public boolean measurable() {
        return this != ORDER;
    }
}
