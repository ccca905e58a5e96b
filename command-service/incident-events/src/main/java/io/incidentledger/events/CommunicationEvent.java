package io.incidentledger.events;

/** A fact about the updates that an audience waits for. */
public sealed interface CommunicationEvent extends IncidentEvent
        permits UpdateDueChanged, RemindedOfUpdate {

    Audience audience();
}
