package io.incidentledger.postmortem.history;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a follow-up stands. Whether it is overdue is never stored but asked for. */
public enum FollowUpState {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("in-progress")
    IN_PROGRESS,
    @JsonProperty("done")
    DONE,
    @JsonProperty("verified")
    VERIFIED,
    @JsonProperty("declined")
    DECLINED;

    /** Whether somebody still has to do it. */
    public boolean pending() {
        return this == OPEN || this == IN_PROGRESS;
    }
}
