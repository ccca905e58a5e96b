package io.incidentledger.command.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What an order led to.
 *
 * @param id of what the order was about: the incident, the follow-up, the timeline entry, the token
 * @param number what people say, {@code INC-7} or {@code FU-12}; absent for entries, threads and
 *     tokens
 * @param incident the incident it belongs to, where {@code id} is not the incident's own
 * @param version the position of the incident's last event: the ETag
 * @param position the position of this order's last event: the {@code Ledger-Position}
 * @param changed false when everything was already as ordered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(
        String id,
        @Nullable String number,
        @Nullable Reference incident,
        long version,
        long position,
        boolean changed) {

    /** A name for the program and a name for people. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reference(String id, @Nullable String number) {}
}
