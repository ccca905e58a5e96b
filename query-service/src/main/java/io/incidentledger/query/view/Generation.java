package io.incidentledger.query.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One building of the view, in a schema of its own.
 *
 * @param form which versions of the service understand it; see {@link Forms}
 * @param reason why it was begun
 * @param position of the last event that it includes; -1 for none
 * @param recordedAt when the log took that event
 * @param chain the chain value at that event
 */
public record Generation(
        long id,
        int form,
        State state,
        String reason,
        long position,
        @Nullable Instant recordedAt,
        @Nullable String chain,
        Instant begunAt,
        @Nullable Instant servingSince) {

    /** Where it stands in its life. */
    public enum State {
        /** It catches up with the log, while another one answers. */
        @JsonProperty("building")
        BUILDING,
        /** Questions are answered from it. */
        @JsonProperty("serving")
        SERVING,
        /** Another one has taken its place; it goes as soon as nobody reads it. */
        @JsonProperty("retired")
        RETIRED
    }
}
