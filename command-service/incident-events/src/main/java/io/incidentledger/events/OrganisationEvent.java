package io.incidentledger.events;

/**
 * A fact that belongs to no incident: what the organisation runs, changes, and has agreed on for
 * when something breaks, and what is published of its incidents. Anybody who may read may read all
 * of them.
 */
public sealed interface OrganisationEvent extends LedgerEvent
        permits ServiceEvent, ChangeRecorded, RunbookEvent, GuidanceEvent, FigureEvent {}
