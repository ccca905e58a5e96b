package io.incidentledger.eventstore;

import java.util.Optional;

/**
 * Lets the host refuse appends before they are written, when its disk is nearly full for example.
 */
@FunctionalInterface
public interface AppendGuard {

    /** Refuses nothing. */
    AppendGuard NONE = Optional::empty;

    /**
     * Asked before every append, on the caller's thread: it must be quick and thread-safe.
     *
     * @return why appends are refused at the moment, as a sentence; empty when they are welcome
     */
    Optional<String> refusal();
}
