package io.incidentledger.events;

/** A fact about one entry of the timeline. */
public sealed interface EntryEvent extends IncidentEvent
        permits TimelineEntryRecorded,
                TimelineEntryCorrected,
                TimelineEntryRetracted,
                TimelineEntryFlagged,
                HypothesisJudged {

    EntryId entryId();
}
