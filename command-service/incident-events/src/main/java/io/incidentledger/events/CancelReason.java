package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why there was no incident. */
public enum CancelReason {
    @JsonProperty("false-alarm")
    FALSE_ALARM,
    @JsonProperty("declined")
    DECLINED
}
