package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an incident stands. Closing never closes a follow-up. */
public enum Status {
    @JsonProperty("triage")
    TRIAGE,
    @JsonProperty("investigating")
    INVESTIGATING,
    @JsonProperty("identified")
    IDENTIFIED,
    @JsonProperty("monitoring")
    MONITORING,
    @JsonProperty("resolved")
    RESOLVED,
    @JsonProperty("closed")
    CLOSED,
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("merged")
    MERGED;

    /** Whether somebody is still expected to work on it. */
    public boolean active() {
        return compareTo(RESOLVED) < 0;
    }
}
