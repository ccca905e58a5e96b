package io.incidentledger.postmortem.history;

import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.RelationKind;
import org.jspecify.annotations.Nullable;

/**
 * What is stated of an incident and another one.
 *
 * @param position of the event that states it
 */
public record Related(
        OtherIncident other, RelationKind kind, @Nullable String note, long position) {}
