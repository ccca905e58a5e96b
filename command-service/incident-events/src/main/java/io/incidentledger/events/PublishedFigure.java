package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Which figure it is that somebody publishes of the incidents of a period.
 *
 * @param from the milestone from which each incident is measured
 * @param to the milestone up to which each is measured
 * @param service of whose incidents alone it speaks; absent when it speaks of all
 * @param source where it stands: a name, an address
 */
public record PublishedFigure(
        Period period,
        Milestone from,
        Milestone to,
        Statistic statistic,
        @Nullable String service,
        String source) {}
