package io.incidentledger.command.access;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.AccessRole;
import io.incidentledger.events.Handle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record IssueBody(
        @Nullable Handle handle,
        @Nullable AccessRole role,
        @Nullable String description,
        @Nullable Instant expiresAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/handle", handle, "a handle, as @ana");
        checks.required("/role", role, "viewer, responder or admin");
        checks.optionalText("/description", description, Checks.LINE);
        checks.instant("/expiresAt", expiresAt);
    }
}
