package io.incidentledger.eventstore.archive;

import io.incidentledger.eventstore.record.RecordedEvent;

/**
 * Which payloads are taken back, as the log itself tells: read once from the first event on, since
 * a redaction comes after what it redacts. Whoever knows the events brings the rule. One instance
 * serves one run, on one thread.
 */
public interface Redactions {

    /** Looks at the next event of the log. All are shown before the first question. */
    void look(RecordedEvent event);

    /** Whether the payload of the event at this position is left out. */
    boolean hides(long position);
}
