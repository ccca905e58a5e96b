package io.incidentledger.command.respond;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Marker;
import org.jspecify.annotations.Nullable;

/** Which change is to be on the timeline; what it was and when is known. */
record ShowBody(@Nullable ChangeId change, @Nullable String text, @Nullable Marker marker)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/change", change, "the id of a recorded change");
        checks.optionalText("/text", text, Checks.TEXT);
    }

    ChangeId wanted() {
        return requireNonNull(change);
    }

    /**
     * @param actor who recorded the change
     */
    ShowChange show(IncidentId incident, ChangeRecorded recorded, Handle actor) {
        String said = requireNonNullElse(recorded.text(), plainly(recorded));
        return new ShowChange(
                incident,
                new EntryId(recorded.changeId().value()),
                new EntryContent.Change(
                        requireNonNullElse(text, said),
                        recorded.service(),
                        recorded.version(),
                        recorded.link(),
                        recorded.changeId()),
                marker,
                requireNonNullElse(recorded.by(), actor),
                recorded.occurredAt());
    }

    private static String plainly(ChangeRecorded change) {
        String kind =
                switch (change.kind()) {
                    case DEPLOYMENT -> "Deployment";
                    case CONFIGURATION -> "Change of configuration";
                    case OTHER -> "Change";
                };
        return kind
                + " of "
                + change.service()
                + (change.version() == null ? "" : " " + change.version());
    }
}
