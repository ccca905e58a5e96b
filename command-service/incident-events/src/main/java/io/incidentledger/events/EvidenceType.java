package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of evidence an entry holds. */
public enum EvidenceType {
    @JsonProperty("image")
    IMAGE,
    @JsonProperty("link")
    LINK,
    @JsonProperty("log")
    LOG,
    @JsonProperty("query")
    QUERY
}
