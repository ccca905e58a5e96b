package io.incidentledger.command.edge;

import org.jspecify.annotations.Nullable;

/** The body is not said to be JSON. */
final class WrongMediaType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongMediaType(@Nullable String given) {
        super(
                (given == null ? "the body has no Content-Type" : "the body is " + given)
                        + "; accepted is application/json",
                null,
                false,
                false);
    }
}
