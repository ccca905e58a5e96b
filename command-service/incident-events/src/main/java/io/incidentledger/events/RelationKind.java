package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an incident has to do with another one, read from the first to the second. */
public enum RelationKind {
    /** Somehow. */
    @JsonProperty("related")
    RELATED,
    /** What caused the one caused the other. */
    @JsonProperty("same-cause")
    SAME_CAUSE,
    /** The other one caused it. */
    @JsonProperty("caused-by")
    CAUSED_BY,
    /** It is the other one again. */
    @JsonProperty("recurrence-of")
    RECURRENCE_OF
}
