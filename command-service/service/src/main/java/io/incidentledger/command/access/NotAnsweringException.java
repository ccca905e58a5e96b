package io.incidentledger.command.access;

import io.incidentledger.eventstore.EventStoreFailure;
import org.springframework.security.core.AuthenticationException;

/** Nobody can be let in now, because the log that says who may does not answer. */
public final class NotAnsweringException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    private final EventStoreFailure failure;

    NotAnsweringException(EventStoreFailure failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    public EventStoreFailure failure() {
        return failure;
    }
}
