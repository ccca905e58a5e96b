package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether data is gone or wrong. */
public enum DataLoss {
    @JsonProperty("none")
    NONE,
    @JsonProperty("suspected")
    SUSPECTED,
    @JsonProperty("lost")
    LOST,
    @JsonProperty("corrupted")
    CORRUPTED
}
