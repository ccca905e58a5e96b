package io.incidentledger.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events have lost their words, as far as redactions are known. Whoever folds or shows events
 * applies all redactions to date, also those that come after the position he was asked for.
 * Immutable and thread-safe.
 */
public final class Redactions {
    /** Nothing is hidden. */
    public static final Redactions NONE = new Redactions(Map.of());

    private final Map<Long, Redaction> byPosition;

    private Redactions(Map<Long, Redaction> byPosition) {
        this.byPosition = Collections.unmodifiableMap(byPosition);
    }

    /**
     * The redactions among facts, of one incident or of several.
     *
     * @param facts in the order of their positions; others than redactions are passed over
     */
    public static Redactions of(Collection<Fact> facts) {
        List<Fact> orders = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact.event() instanceof WordsRedacted) {
                orders.add(fact);
            }
        }
        if (orders.isEmpty()) {
            return NONE;
        }
        Map<Long, Redaction> hidden = new HashMap<>();
        // The last first: the reason of a redaction may be redacted itself, and of two
        // redactions of the same words the first stands.
        for (Fact order : orders.reversed()) {
            if (new Redactions(hidden).applied(order).event() instanceof WordsRedacted redacted) {
                put(hidden, order, redacted);
            }
        }
        return new Redactions(hidden);
    }

    private static void put(Map<Long, Redaction> hidden, Fact order, WordsRedacted redacted) {
        Handle by = redacted.by();
        for (HiddenEvent event : redacted.hidden()) {
            // An event cannot hide what was not there yet.
            if (event.position() < order.position()) {
                hidden.put(
                        event.position(),
                        new Redaction(
                                order.position(),
                                order.recordedAt(),
                                by == null ? order.actor() : by,
                                redacted.reason(),
                                event));
            }
        }
    }

    /** What hides the words of the event at this position, or null where nothing does. */
    public @Nullable Redaction at(long position) {
        return byPosition.get(position);
    }

    /** The fact as it may be shown: itself, or without its words and with what hid them. */
    public Fact applied(Fact fact) {
        Redaction redaction = byPosition.get(fact.position());
        return redaction == null ? fact : fact.withoutWords(redaction);
    }
}
