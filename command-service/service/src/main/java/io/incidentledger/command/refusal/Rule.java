package io.incidentledger.command.refusal;

import java.util.Locale;

/** Every rule by which an order can be refused. The slug is part of the API and stays. */
public enum Rule {
    /** Nothing happens later than now, save for a small skew of clocks. */
    TIME_IN_FUTURE,
    /** What sorts by its time must have one; history does not get the present as its time. */
    TIME_NEEDED,
    /**
     * Going back, reopening, declining, clearing, taking away, correcting, retracting, redacting
     * and moving a date say why.
     */
    REASON_NEEDED,
    /** Done means proved: a link or a statement of what was checked in production. */
    EVIDENCE_NEEDED,
    /** A live incident says how it was resolved; only history may not know. */
    RESOLUTION_NEEDED,
    /** Only an incident that is being worked on can be worked on. */
    NOT_ACTIVE,
    /** Only a resolved incident is closed. */
    NOT_RESOLVED,
    /** Only a resolved or closed incident is reopened. */
    NOT_OVER,
    /**
     * A cancelled incident takes corrections, retractions, redactions, and its follow-ups go on.
     */
    CANCELLED_IS_FINAL,
    /** A merged incident takes what a cancelled one takes; the one it is part of goes on. */
    MERGED_IS_FINAL,
    /**
     * What an incident is merged into or related to is another one that exists; merged into, one
     * that stands and is a drill or not like it.
     */
    ANOTHER_INCIDENT,
    /** Resolving, closing and cancelling have orders of their own. */
    STATUS_HAS_OWN_ORDER,
    /** On a live incident, resolved and closed are set by resolving and closing. */
    MILESTONE_FOLLOWS_STATUS,
    /** There is at most one lead at a time; the lead is handed over. */
    ONE_LEAD,
    /** Only who holds a role hands it over, and to somebody else. */
    HANDOVER_FROM_HOLDER,
    /** A correction gives a new text, a new time or both. */
    NOTHING_TO_CORRECT,
    /** Only a hypothesis is confirmed, rejected or left open. */
    NOT_A_HYPOTHESIS,
    /** An entry belongs to a thread of its own incident, open or closed. */
    UNKNOWN_THREAD,
    /** The update after one comes after it. */
    DUE_BEFORE_SENT,
    /** A text is made from a template that there is. */
    UNKNOWN_TEMPLATE,
    /** A template gets the values that it asks for, and no others. */
    TEMPLATE_VALUES,
    /** A thread that is closed rests until it is reopened. */
    THREAD_CLOSED,
    /** A thread that is open is not reopened. */
    THREAD_OPEN,
    /** A redaction names events of its incident that hold words. */
    NOTHING_TO_REDACT,
    /** A follow-up comes from an entry of its own incident. */
    UNKNOWN_ORIGIN,
    /** What an incident follows is a runbook of this ledger, in a version that it has. */
    UNKNOWN_RUNBOOK,
    /** Only a runbook that the incident follows has steps there. */
    RUNBOOK_NOT_FOLLOWED,
    /** What is put on the timeline as a recorded change was recorded. */
    UNKNOWN_CHANGE,
    /** A follow-up that is done, verified or declined rests until it is reopened. */
    FOLLOW_UP_NOT_OPEN,
    /** Only what is done is verified. */
    FOLLOW_UP_NOT_DONE,
    /** What is open is not reopened. */
    FOLLOW_UP_OPEN,
    /** Where it is so configured, only handles of the directory are used. */
    UNKNOWN_HANDLE,
    /** A team is, by whatever way, no member of itself. */
    TEAM_CONTAINS_ITSELF,
    /** A token opens something for some time at least. */
    EXPIRED_BEFORE_ISSUED,
    /** The ledger always keeps a token that can issue others. */
    LAST_ADMIN_TOKEN,
    /** An idempotency key belongs to one order of one actor. */
    IDEMPOTENCY_KEY_REUSED;

    private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name by which the API calls the rule. */
    public String slug() {
        return slug;
    }
}
