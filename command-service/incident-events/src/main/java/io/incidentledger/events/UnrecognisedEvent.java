package io.incidentledger.events;

import java.util.Map;

/**
 * An event whose type or version this reader does not know: written by a newer version, or by
 * somebody else. It counts in the order and changes nothing.
 *
 * @param json the payload as it was stored
 */
public record UnrecognisedEvent(String type, String version, String json) implements LedgerEvent {
    @Override
    public Map<String, String> tags() {
        return Map.of();
    }
}
