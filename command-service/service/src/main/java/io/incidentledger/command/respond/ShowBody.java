package io.incidentledger.command.respond;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.Directory.RecordedChange;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Marker;
import org.jspecify.annotations.Nullable;

/** Which change is to be on the timeline; what it was and when is known. */
public record ShowBody(@Nullable ChangeId change, @Nullable String text, @Nullable Marker marker)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/change", change, "the id of a recorded change");
        checks.optionalText("/text", text, Checks.TEXT);
    }

    /**
     * @throws RefusedByRule when no such change was recorded
     */
    public ShowChange show(IncidentId incident, Directory directory) {
        RecordedChange found = directory.change(requireNonNull(change));
        ChangeRecorded recorded = found.change();
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
                requireNonNullElse(recorded.by(), found.actor()),
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
