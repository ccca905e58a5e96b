package io.incidentledger.postmortem.history;

import io.incidentledger.events.EntryId;
import io.incidentledger.events.Moment;
import java.util.Comparator;

/**
 * An update for the public.
 *
 * @param at when it was sent, as it was corrected last
 * @param position the event that says when
 */
public record PublicUpdate(EntryId entry, Moment at, long position) {
    /** Of which only the place is known may have been at any time. */
    static final Comparator<PublicUpdate> BY_TIME =
            Comparator.<PublicUpdate, Boolean>comparing(it -> !it.at.precision().measurable())
                    .thenComparing(it -> it.at.latest());
}
