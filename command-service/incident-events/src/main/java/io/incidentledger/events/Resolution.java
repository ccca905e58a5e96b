package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an incident was resolved. */
public enum Resolution {
    @JsonProperty("rollback")
    ROLLBACK,
    @JsonProperty("code-fix")
    CODE_FIX,
    @JsonProperty("restart")
    RESTART,
    @JsonProperty("scaling")
    SCALING,
    @JsonProperty("feature-disabled")
    FEATURE_DISABLED,
    @JsonProperty("configuration")
    CONFIGURATION,
    @JsonProperty("external")
    EXTERNAL,
    @JsonProperty("no-action")
    NO_ACTION
}
