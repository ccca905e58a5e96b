package io.incidentledger.postmortem.history;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an item of the timeline is: first what people put there, then what the system adds. */
public enum TimelineKind {
    @JsonProperty("note")
    NOTE,
    @JsonProperty("hypothesis")
    HYPOTHESIS,
    @JsonProperty("finding")
    FINDING,
    @JsonProperty("decision")
    DECISION,
    @JsonProperty("action")
    ACTION,
    @JsonProperty("change")
    CHANGE,
    @JsonProperty("evidence")
    EVIDENCE,
    @JsonProperty("update")
    UPDATE,
    @JsonProperty("customer-report")
    CUSTOMER_REPORT,

    @JsonProperty("declared")
    DECLARED,
    @JsonProperty("details")
    DETAILS,
    @JsonProperty("severity")
    SEVERITY,
    @JsonProperty("impact")
    IMPACT,
    @JsonProperty("status")
    STATUS,
    @JsonProperty("milestone")
    MILESTONE,
    @JsonProperty("role")
    ROLE,
    @JsonProperty("follow-up")
    FOLLOW_UP,
    @JsonProperty("resolved")
    RESOLVED,
    @JsonProperty("reopened")
    REOPENED,
    @JsonProperty("closed")
    CLOSED,
    @JsonProperty("cancelled")
    CANCELLED;

    /** Whether people put it there themselves. */
    public boolean entry() {
        return compareTo(CUSTOMER_REPORT) <= 0;
    }
}
