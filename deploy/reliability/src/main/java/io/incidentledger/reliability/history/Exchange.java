package io.incidentledger.reliability.history;

/**
 * One request and its answer.
 *
 * @param began when the client sent it, in microseconds of one clock that never goes back
 * @param ended when it had the answer; {@link Long#MAX_VALUE} where it never had one
 */
public record Exchange(
        long request,
        String client,
        String node,
        long began,
        long ended,
        Asked asked,
        Answer answer) {}
