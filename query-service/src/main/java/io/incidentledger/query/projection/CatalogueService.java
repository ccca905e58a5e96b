package io.incidentledger.query.projection;

import io.incidentledger.events.Fact;
import io.incidentledger.events.Handle;
import io.incidentledger.events.ServiceDescribed;
import io.incidentledger.events.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A service of the catalogue, as it was last described.
 *
 * @param links name to address
 * @param runbookLinks name to address, of runbooks that are kept elsewhere
 * @param dependencies what it needs itself, in the order given
 * @param version the position of the last event about it
 */
public record CatalogueService(
        ServiceName name,
        @Nullable String description,
        @Nullable Handle owner,
        SortedMap<String, String> links,
        SortedMap<String, String> runbookLinks,
        List<ServiceName> dependencies,
        boolean retired,
        @Nullable String retiredBecause,
        Handle changedBy,
        Instant changedAt,
        long version) {

    static CatalogueService of(ServiceDescribed event, Fact fact) {
        return new CatalogueService(
                event.service(),
                event.description(),
                event.owner(),
                event.links(),
                event.runbookLinks(),
                event.dependencies(),
                false,
                null,
                fact.actor(),
                fact.recordedAt(),
                fact.position());
    }

    CatalogueService retired(@Nullable String reason, Fact fact) {
        return new CatalogueService(
                name,
                description,
                owner,
                links,
                runbookLinks,
                dependencies,
                true,
                reason,
                fact.actor(),
                fact.recordedAt(),
                fact.position());
    }
}
