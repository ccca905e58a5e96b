package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How urgent a follow-up is. */
public enum Priority {
    @JsonProperty("urgent")
    URGENT,
    @JsonProperty("high")
    HIGH,
    @JsonProperty("medium")
    MEDIUM,
    @JsonProperty("low")
    LOW
}
