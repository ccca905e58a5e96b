package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Another incident of the same ledger, as an event names it.
 *
 * @param number what people say for it, so that a document can say it too; absent while it has none
 */
public record OtherIncident(IncidentId id, @Nullable String number) {
    /** By its number, else by its id. */
    public String named() {
        return number == null ? id.toString() : number;
    }
}
