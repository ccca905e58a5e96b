package io.incidentledger.command.respond;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

record HandoverBody(
        @Nullable Handle from,
        @Nullable Handle to,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/from", from, "the handle of the holder, as @ana");
        checks.required("/to", to, "a handle, as @ben");
        checks.optionalText("/note", note, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }
}
