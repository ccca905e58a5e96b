package io.incidentledger.command.catalogue;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import org.jspecify.annotations.Nullable;

record RetireBody(@Nullable String reason) implements Body {
    @Override
    public void check(Checks checks) {
        checks.optionalText("/reason", reason, Checks.PARAGRAPH);
    }
}
