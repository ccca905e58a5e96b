package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A token opens nothing any more.
 *
 * @param reason why
 */
public record TokenRevoked(TokenId tokenId, @Nullable String reason) implements AccessEvent {}
