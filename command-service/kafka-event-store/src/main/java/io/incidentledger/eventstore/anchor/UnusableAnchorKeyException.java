package io.incidentledger.eventstore.anchor;

import org.jspecify.annotations.Nullable;

/** The file with the key is not what it ought to be, or cannot be read or made. */
public final class UnusableAnchorKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableAnchorKeyException(String sentence, @Nullable Exception cause) {
        super(sentence, cause);
    }
}
