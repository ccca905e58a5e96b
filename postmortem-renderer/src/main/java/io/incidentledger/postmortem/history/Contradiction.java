package io.incidentledger.postmortem.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.incidentledger.events.Milestone;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two things that a record says of an incident and that do not go together. It is shown beside the
 * figures and changes none of them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Contradiction.OutOfOrder.class, name = "out-of-order"),
    @JsonSubTypes.Type(value = Contradiction.ToldEarlier.class, name = "told-earlier"),
    @JsonSubTypes.Type(value = Contradiction.StatedOtherwise.class, name = "stated-otherwise"),
    @JsonSubTypes.Type(value = Contradiction.StatedAgainst.class, name = "stated-against")
})
public sealed interface Contradiction {

    /** The events it comes from, the earlier milestone's first. */
    List<Long> positions();

    /**
     * What comes first was reached last, however imprecise the times are read.
     *
     * @param by how much, by the times as they stand
     */
    record OutOfOrder(Milestone first, Milestone then, Duration by, List<Long> positions)
            implements Contradiction {}

    /**
     * An update for the public was sent before the public was told for the first time, however
     * imprecise the two times are read.
     *
     * @param by how much, by the times as they stand
     */
    record ToldEarlier(Duration by, List<Long> positions) implements Contradiction {}

    /**
     * The stated duration is neither the elapsed time nor that within support hours, to the minute
     * and as the times are precise.
     *
     * @param within null where no support hours are configured
     */
    record StatedOtherwise(
            Interval metric,
            Duration stated,
            Duration elapsed,
            @Nullable Duration within,
            List<Long> positions)
            implements Contradiction {}

    /**
     * One end of the stated duration is not known, but a part of it took longer, or a whole that it
     * is a part of took less.
     *
     * @param other the part or the whole
     * @param elapsed by the times of the other
     * @param within null where no support hours are configured
     */
    record StatedAgainst(
            Interval metric,
            Duration stated,
            Interval other,
            Duration elapsed,
            @Nullable Duration within,
            List<Long> positions)
            implements Contradiction {}
}
