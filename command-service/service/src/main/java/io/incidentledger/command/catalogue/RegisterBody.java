package io.incidentledger.command.catalogue;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.catalogue.ServiceCommand.RegisterService;
import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.ServiceName;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A service, and what is said of it. */
record RegisterBody(
        @Nullable ServiceName name,
        @Nullable String description,
        @Nullable Handle owner,
        @Nullable SortedMap<String, String> links,
        @Nullable SortedMap<String, String> runbookLinks,
        @Nullable List<ServiceName> dependencies)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/name", name, "the name of a service, as checkout");
        said().checkFields(checks);
    }

    RegisterService register() {
        return new RegisterService(requireNonNull(name), said().described());
    }

    private ServiceBody said() {
        return new ServiceBody(description, owner, links, runbookLinks, dependencies);
    }
}
