package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a hypothesis. */
public enum HypothesisState {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("confirmed")
    CONFIRMED,
    @JsonProperty("rejected")
    REJECTED
}
