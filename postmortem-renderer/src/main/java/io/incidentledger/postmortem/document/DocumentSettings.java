package io.incidentledger.postmortem.document;

import io.incidentledger.postmortem.history.SupportHours;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a document depends on beside the history.
 *
 * @param zone the zone whose times stand beside UTC; UTC itself for UTC alone
 * @param position the log position that the history was read up to
 * @param chain the chain value at that position, in hexadecimal; null when the reader has none
 * @param hours within which each figure is counted, too; null where none are configured
 */
public record DocumentSettings(
        ZoneId zone, long position, @Nullable String chain, @Nullable SupportHours hours) {
    /** Where no support hours are configured. */
    public DocumentSettings(ZoneId zone, long position, @Nullable String chain) {
        this(zone, position, chain, null);
    }

    /**
     * @throws IllegalArgumentException when the chain value is not hexadecimal
     */
    public DocumentSettings {
        if (chain != null && !chain.matches("[0-9a-fA-F]+")) {
            throw new IllegalArgumentException("a chain value is hexadecimal: " + chain);
        }
    }
}
