package io.incidentledger.events;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A service was registered in the catalogue, or all that is said of it was said anew. One that was
 * retired is in use again.
 *
 * @param description what it does, in the Markdown of a safe subset
 * @param owner who answers for it, usually a team; absent when nobody yet
 * @param links where to look: name to address; may be empty
 * @param runbookLinks runbooks that are kept elsewhere: name to address; may be empty
 * @param dependencies the services that it needs itself, in the order given; may be empty
 */
public record ServiceDescribed(
        ServiceName service,
        @Nullable String description,
        @Nullable Handle owner,
        SortedMap<String, String> links,
        SortedMap<String, String> runbookLinks,
        List<ServiceName> dependencies)
        implements ServiceEvent {
    public ServiceDescribed {
        links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
        runbookLinks = Collections.unmodifiableSortedMap(new TreeMap<>(runbookLinks));
        dependencies = List.copyOf(dependencies);
    }
}
