package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A service is not run any more. It stays in the catalogue, since incidents of the past name it.
 *
 * @param reason why
 */
public record ServiceRetired(ServiceName service, @Nullable String reason)
        implements ServiceEvent {}
