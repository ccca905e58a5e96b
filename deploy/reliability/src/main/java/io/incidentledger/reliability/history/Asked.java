package io.incidentledger.reliability.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What a client sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Asked.Order.class, name = "order"),
    @JsonSubTypes.Type(value = Asked.Look.class, name = "look")
})
public sealed interface Asked {

    /**
     * An order. Sent again it is the same order: the same key, the same words.
     *
     * @param key the Idempotency-Key, one for each order of a run
     * @param incident the incident's id; null for a declaration
     * @param target the id of the entry or follow-up it is about, else null
     * @param words what was ordered: a text, a severity, a status, a handle
     * @param ifMatch the version the incident was to have, or null
     */
    record Order(
            Command command,
            String key,
            @Nullable String incident,
            @Nullable String target,
            String words,
            @Nullable Long ifMatch)
            implements Asked {}

    /**
     * A question about an incident.
     *
     * @param document whether for its postmortem; else for its state
     * @param atLeast the Ledger-Min-Position, or null
     */
    record Look(String incident, boolean document, @Nullable Long atLeast) implements Asked {}
}
