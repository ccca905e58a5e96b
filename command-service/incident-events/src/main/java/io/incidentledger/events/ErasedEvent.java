package io.incidentledger.events;

import java.util.Map;

/**
 * An event whose payload was erased by law. It counts in the order and changes nothing: what it
 * said is gone, that it was said is not.
 */
public record ErasedEvent(String type, String version) implements LedgerEvent {
    @Override
    public Map<String, String> tags() {
        return Map.of();
    }
}
