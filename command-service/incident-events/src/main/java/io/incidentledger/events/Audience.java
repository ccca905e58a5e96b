package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whom an update is for. */
public enum Audience {
    @JsonProperty("internal")
    INTERNAL,
    @JsonProperty("stakeholder")
    STAKEHOLDER,
    @JsonProperty("public")
    PUBLIC
}
