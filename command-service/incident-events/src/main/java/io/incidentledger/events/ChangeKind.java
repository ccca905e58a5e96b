package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was changed about a service. */
public enum ChangeKind {
    @JsonProperty("deployment")
    DEPLOYMENT,
    @JsonProperty("configuration")
    CONFIGURATION,
    @JsonProperty("other")
    OTHER
}
