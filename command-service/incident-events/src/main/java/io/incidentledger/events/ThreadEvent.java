package io.incidentledger.events;

/** A fact about one thread of an incident: a line of investigation that is followed on its own. */
public sealed interface ThreadEvent extends IncidentEvent
        permits ThreadOpened, ThreadAssigned, ThreadClosed, ThreadReopened {

    ThreadId threadId();
}
