package io.incidentledger.command.incident;

import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a decision may know beside the state and the order.
 *
 * @param now the time of the decision
 * @param clockSkew how far ahead of {@code now} a reported time may lie
 * @param dueDates the policy that sets due dates
 * @param updates how often others hear of what goes on
 */
public record Circumstances(
        Instant now, Duration clockSkew, DueDatePolicy dueDates, UpdateCadence updates) {
    /** Stands for the reason of what is history, where nobody gave one. */
    static final String UNKNOWN_REASON = "(nobody recorded why)";

    /**
     * When the ordered thing happened: as given; else now, but unknown for history.
     *
     * @throws RefusedByRule when it lies in the future
     */
    public @Nullable Moment occurred(Incident incident, @Nullable Moment given) {
        return occurred(incident.history(), given);
    }

    public @Nullable Moment occurred(boolean history, @Nullable Moment given) {
        if (given != null) {
            refuseFuture(given, "/occurredAt");
            return given;
        }
        return history ? null : Moment.exactly(now);
    }

    /**
     * Like {@link #occurred}, for what cannot be recorded without a time.
     *
     * @throws RefusedByRule when it lies in the future, or is not given for history
     */
    public Moment occurredAtKnownTime(Incident incident, @Nullable Moment given) {
        Moment occurred = occurred(incident, given);
        if (occurred == null) {
            throw new RefusedByRule(
                    Rule.TIME_NEEDED,
                    "history needs the time it happened; precision \"order\" says that only its place is known",
                    "/occurredAt");
        }
        return occurred;
    }

    /**
     * Refuses a time that has not come yet.
     *
     * @param field JSON pointer of where the time was given
     */
    public void refuseFuture(Moment moment, String field) {
        // A day has begun somewhere up to 14 hours before it does in UTC.
        Duration ahead = moment.precision() == Precision.DAY ? Duration.ofHours(14) : clockSkew;
        if (moment.at().isAfter(now.plus(ahead))) {
            throw new RefusedByRule(
                    Rule.TIME_IN_FUTURE,
                    moment.at() + " lies in the future; it is " + now + " now",
                    field);
        }
    }

    /**
     * Like {@link #reason(String, String)}; but of history nobody may know it, and then it is
     * recorded that nobody does.
     */
    public static String reason(Incident incident, @Nullable String reason, String what) {
        return incident.history() && (reason == null || reason.isBlank())
                ? UNKNOWN_REASON
                : reason(reason, what);
    }

    /**
     * The reason, where one is needed.
     *
     * @throws RefusedByRule when there is none
     */
    public static String reason(@Nullable String reason, String what) {
        if (reason == null || reason.isBlank()) {
            throw new RefusedByRule(Rule.REASON_NEEDED, what + " needs a reason", "/reason");
        }
        return reason;
    }

    /** Whether an ordered value is already there. */
    public static boolean same(@Nullable Object present, @Nullable Object ordered) {
        return Objects.equals(present, ordered);
    }
}
