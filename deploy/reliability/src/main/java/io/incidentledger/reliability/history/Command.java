package io.incidentledger.reliability.history;

/** The orders that the load gives: enough to have every kind of refusal and repetition. */
public enum Command {
    DECLARE,
    NOTE,
    CORRECT,
    SEVERITY,
    STATUS,
    LEAD,
    RESOLVE,
    REOPEN,
    CLOSE,
    CANCEL,
    ADD_FOLLOW_UP,
    COMPLETE,
    VERIFY,
    REOPEN_FOLLOW_UP
}
