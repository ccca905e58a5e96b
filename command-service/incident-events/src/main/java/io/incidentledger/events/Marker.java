package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an entry marks in the story. */
public enum Marker {
    @JsonProperty("detection")
    DETECTION,
    @JsonProperty("diagnosis")
    DIAGNOSIS,
    @JsonProperty("repair")
    REPAIR,
    @JsonProperty("turning-point")
    TURNING_POINT
}
