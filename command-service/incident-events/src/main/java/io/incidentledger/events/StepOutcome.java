package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a step of a runbook. */
public enum StepOutcome {
    @JsonProperty("done")
    DONE,
    @JsonProperty("skipped")
    SKIPPED,
    @JsonProperty("failed")
    FAILED
}
