package io.incidentledger.events;

import java.util.List;
import java.util.Map;

/**
 * Payloads were erased from the ledger for good, since a law demanded it. Recorded in the ledger
 * that was written anew without them; their records are there, with the hashes of what they held.
 *
 * @param positions of the events whose payloads were erased, rising
 * @param reason why
 */
public record PayloadsErased(List<Long> positions, String reason) implements LedgerEvent {
    public PayloadsErased {
        positions = List.copyOf(positions);
    }

    @Override
    public Map<String, String> tags() {
        return Map.of("ledger", "erasure");
    }
}
