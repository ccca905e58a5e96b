package io.incidentledger.events;

import java.util.Map;

/** A fact about one runbook. */
public sealed interface RunbookEvent extends OrganisationEvent
        permits RunbookWritten, RunbookRetired {

    RunbookId runbookId();

    @Override
    default Map<String, String> tags() {
        return Map.of("runbook", runbookId().toString());
    }
}
