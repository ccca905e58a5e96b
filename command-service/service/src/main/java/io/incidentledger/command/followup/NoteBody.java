package io.incidentledger.command.followup;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Somebody checked what was done. */
public record NoteBody(@Nullable String note, @Nullable Handle by, @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.optionalText("/note", note, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public VerifyFollowUp verify(FollowUpInIncident it) {
        return new VerifyFollowUp(it.incidentId(), it.followUpId(), note, by, occurredAt);
    }
}
