package io.incidentledger.command.catalogue;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import io.incidentledger.command.catalogue.ServiceCommand.Description;
import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.ServiceName;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is said of a service. */
record ServiceBody(
        @Nullable String description,
        @Nullable Handle owner,
        @Nullable SortedMap<String, String> links,
        @Nullable SortedMap<String, String> runbookLinks,
        @Nullable List<ServiceName> dependencies)
        implements Body {
    /** A service is described anew as a whole: saying nothing would take everything away. */
    @Override
    public void check(Checks checks) {
        if (description == null
                && owner == null
                && links == null
                && runbookLinks == null
                && dependencies == null) {
            checks.reject(
                    "/description",
                    null,
                    "something to say of the service: description, owner, links, runbookLinks or"
                            + " dependencies; what is left out is taken away");
        }
        checkFields(checks);
    }

    void checkFields(Checks checks) {
        checks.optionalText("/description", description, Checks.TEXT);
        checks.links("/links", links);
        checks.links("/runbookLinks", runbookLinks);
        checks.each("/dependencies", dependencies, "the name of a service");
    }

    Description described() {
        return new Description(
                description,
                owner,
                requireNonNullElseGet(links, TreeMap::new),
                requireNonNullElseGet(runbookLinks, TreeMap::new),
                requireNonNullElse(dependencies, List.<ServiceName>of()).stream()
                        .distinct()
                        .toList());
    }
}
