package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The one thing that a token may do which may do nothing else. */
public enum AccessScope {
    /** Records changes, as a program that deploys does. */
    @JsonProperty("changes")
    CHANGES
}
