package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a token may do; each includes the ones before it. */
public enum AccessRole {
    /** Reads. */
    @JsonProperty("viewer")
    VIEWER,
    /** Gives orders on incidents and follow-ups. */
    @JsonProperty("responder")
    RESPONDER,
    /** Issues and revokes tokens. */
    @JsonProperty("admin")
    ADMIN
}
