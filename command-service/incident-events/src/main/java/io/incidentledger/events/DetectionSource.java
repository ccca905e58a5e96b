package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What noticed first. */
public enum DetectionSource {
    @JsonProperty("monitor")
    MONITOR,
    @JsonProperty("user")
    USER,
    @JsonProperty("staff")
    STAFF,
    @JsonProperty("other")
    OTHER
}
