package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a resolution is meant to stay. */
public enum Durability {
    @JsonProperty("temporary")
    TEMPORARY,
    @JsonProperty("lasting")
    LASTING
}
