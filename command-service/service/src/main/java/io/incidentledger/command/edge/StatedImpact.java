package io.incidentledger.command.edge;

import io.incidentledger.events.DataLoss;
import io.incidentledger.events.Impact;
import io.incidentledger.events.UsersAffected;
import io.incidentledger.events.Workaround;
import org.jspecify.annotations.Nullable;

/**
 * An impact as somebody stated it: like the event's, but a number out of range is told by its field
 * with everything else, where the event would only refuse it.
 */
public record StatedImpact(
        @Nullable Users users,
        @Nullable String functionality,
        @Nullable DataLoss dataLoss,
        @Nullable Workaround workaround) {

    /** How many users are affected, as somebody stated it. */
    public record Users(@Nullable Long count, @Nullable Double percent) {}

    void check(String field, Checks checks) {
        if (users != null) {
            checks.range(field + "/users/count", users.count(), 0, Long.MAX_VALUE);
            checks.range(field + "/users/percent", users.percent(), 0, 100);
        }
        checks.optionalText(field + "/functionality", functionality, Checks.PARAGRAPH);
        if (workaround != null) {
            checks.optionalText(
                    field + "/workaround/description", workaround.description(), Checks.PARAGRAPH);
        }
    }

    /** After the checks. */
    public Impact impact() {
        return new Impact(
                users == null ? null : new UsersAffected(users.count(), users.percent()),
                functionality,
                dataLoss,
                workaround);
    }
}
