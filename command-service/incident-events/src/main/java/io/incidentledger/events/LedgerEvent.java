package io.incidentledger.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact that the ledger holds for ever. */
public sealed interface LedgerEvent
        permits IncidentEvent,
                OrganisationEvent,
                AccessEvent,
                PayloadsErased,
                UnrecognisedEvent,
                ErasedEvent {

    /** What the event can be found by: tag name to value; the published {@code ce_tags}. */
    Map<String, String> tags();

    /**
     * The counter from which the writer numbers what this event opens ({@code INC}, {@code FU},
     * {@code RB}), or null where nothing is numbered.
     */
    default @Nullable String counter() {
        return null;
    }
}
