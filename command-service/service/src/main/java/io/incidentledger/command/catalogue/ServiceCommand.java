package io.incidentledger.command.catalogue;

import io.incidentledger.events.Handle;
import io.incidentledger.events.ServiceName;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** An order about one service of the catalogue. */
public sealed interface ServiceCommand {
    ServiceName service();

    /** What is said of a service, all of it: what is left out is not there. */
    record Description(
            @Nullable String text,
            @Nullable Handle owner,
            SortedMap<String, String> links,
            SortedMap<String, String> runbookLinks,
            List<ServiceName> dependencies) {}

    /** Enter a service, or bring a retired one back. */
    record RegisterService(ServiceName service, Description description)
            implements ServiceCommand {}

    /** Describe a service anew. */
    record ChangeService(ServiceName service, Description description) implements ServiceCommand {}

    /** Say that a service is not run any more. */
    record RetireService(ServiceName service, @Nullable String reason) implements ServiceCommand {}
}
