package io.incidentledger.command.edge;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** The body is not said to be JSON, or lines of it. */
final class WrongMediaType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongMediaType(MediaType accepted, @Nullable String given) {
        super(
                (given == null ? "the body has no Content-Type" : "the body is " + given)
                        + "; accepted is "
                        + accepted,
                null,
                false,
                false);
    }
}
