package io.incidentledger.command.access;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.AccessRole;
import io.incidentledger.events.AccessScope;
import io.incidentledger.events.Handle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record IssueBody(
        @Nullable Handle handle,
        @Nullable AccessRole role,
        @Nullable String description,
        @Nullable Instant expiresAt,
        @Nullable AccessScope scope)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/handle", handle, "a handle, as @ana");
        if (scope == null) {
            checks.required("/role", role, "viewer, responder or admin");
        } else if (role != null) {
            checks.reject("/role", role.name(), "nothing here: the scope says all it may do");
        }
        checks.optionalText("/description", description, Checks.LINE);
        checks.instant("/expiresAt", expiresAt);
    }
}
