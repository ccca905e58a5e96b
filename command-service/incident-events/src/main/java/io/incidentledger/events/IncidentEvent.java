package io.incidentledger.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact about one incident, its follow-ups included. */
public sealed interface IncidentEvent extends LedgerEvent
        permits FollowUpEvent,
                IncidentDeclared,
                IncidentImported,
                IncidentDetailsChanged,
                SeverityChanged,
                ImpactChanged,
                StatusChanged,
                MilestoneSet,
                MilestoneCleared,
                DurationStated,
                RoleAssigned,
                RoleHandedOver,
                RoleReleased,
                EntryEvent,
                ThreadEvent,
                LabelsChanged,
                RunbookFollowed,
                RunbookStepTaken,
                RunbookMissed,
                CommunicationEvent,
                WordsRedacted,
                CauseNamed,
                CauseTakenAway,
                RelationStated,
                RelationTakenAway,
                IncidentMerged,
                OtherMergedIn,
                IncidentResolved,
                IncidentReopened,
                IncidentClosed,
                IncidentCancelled {

    IncidentId incidentId();

    /** Who did it; absent when it was the actor who recorded it. */
    @Nullable Handle by();

    /** When it happened; absent when nobody knows. */
    @Nullable Moment occurredAt();

    @Override
    default Map<String, String> tags() {
        return Map.of("incident", incidentId().toString());
    }
}
