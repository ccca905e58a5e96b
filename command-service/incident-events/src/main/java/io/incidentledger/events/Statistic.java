package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the durations of many incidents are told by. */
public enum Statistic {
    @JsonProperty("mean")
    MEAN,
    @JsonProperty("median")
    MEDIAN,
    @JsonProperty("p90")
    P90
}
