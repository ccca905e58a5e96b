package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The moments from which the metrics are computed. One that nobody recorded is unknown, never
 * guessed.
 */
public enum Milestone {
    @JsonProperty("impact-started")
    IMPACT_STARTED,
    @JsonProperty("detected")
    DETECTED,
    @JsonProperty("declared")
    DECLARED,
    @JsonProperty("acknowledged")
    ACKNOWLEDGED,
    @JsonProperty("identified")
    IDENTIFIED,
    @JsonProperty("mitigated")
    MITIGATED,
    @JsonProperty("resolved")
    RESOLVED,
    @JsonProperty("closed")
    CLOSED,
    @JsonProperty("public-told")
    PUBLIC_TOLD,
    @JsonProperty("postmortem-published")
    POSTMORTEM_PUBLISHED
}
