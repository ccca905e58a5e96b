package io.incidentledger.query.follow;

import org.jspecify.annotations.Nullable;

/**
 * How a generation of the view gets on.
 *
 * @param lag how many events it lacks; null while the log has not said how long it is
 * @param eventsPerSecond over the last ten seconds; null before there was time to tell
 * @param secondsLeft until it has caught up, at that pace; null when nobody can tell
 * @param stands whether it has stood still for too long while the log moved
 */
public record Progress(
        @Nullable Long lag,
        @Nullable Double eventsPerSecond,
        @Nullable Long secondsLeft,
        boolean stands) {

    static Progress of(@Nullable Long lag, @Nullable Double eventsPerSecond, boolean stands) {
        Long left = null;
        if (lag != null && lag == 0) {
            left = 0L;
        } else if (lag != null && eventsPerSecond != null && eventsPerSecond > 0) {
            left = (long) Math.ceil(lag / eventsPerSecond);
        }
        return new Progress(lag, eventsPerSecond, left, stands);
    }
}
