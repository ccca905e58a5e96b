package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** How many users were affected; both absent means unknown. {@code percent} is 0 to 100. */
public record UsersAffected(@Nullable Long count, @Nullable Double percent) {}
