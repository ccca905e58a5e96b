package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The answers to the four questions of triage; an absent answer is unknown.
 *
 * @param functionality what users could not do
 */
public record Impact(
        @Nullable UsersAffected users,
        @Nullable String functionality,
        @Nullable DataLoss dataLoss,
        @Nullable Workaround workaround) {}
