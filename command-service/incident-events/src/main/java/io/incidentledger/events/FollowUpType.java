package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a follow-up is for. */
public enum FollowUpType {
    @JsonProperty("prevent")
    PREVENT,
    @JsonProperty("detect")
    DETECT,
    @JsonProperty("mitigate")
    MITIGATE,
    @JsonProperty("repair")
    REPAIR,
    @JsonProperty("process")
    PROCESS,
    @JsonProperty("investigate")
    INVESTIGATE,
    @JsonProperty("other")
    OTHER
}
