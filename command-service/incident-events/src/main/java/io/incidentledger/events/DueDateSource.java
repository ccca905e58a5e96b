package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What set a due date. */
public enum DueDateSource {
    @JsonProperty("person")
    PERSON,
    @JsonProperty("policy")
    POLICY
}
