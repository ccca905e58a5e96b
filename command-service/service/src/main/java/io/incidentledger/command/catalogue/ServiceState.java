package io.incidentledger.command.catalogue;

import io.incidentledger.events.ServiceDescribed;
import io.incidentledger.events.ServiceEvent;
import io.incidentledger.events.ServiceRetired;
import org.jspecify.annotations.Nullable;

/**
 * A service as decisions see it.
 *
 * @param described as last described; null while it was not registered
 */
public record ServiceState(@Nullable ServiceDescribed described, boolean retired) {
    public static final ServiceState NONE = new ServiceState(null, false);

    public static ServiceState evolve(ServiceState state, ServiceEvent event) {
        return switch (event) {
            case ServiceDescribed described -> new ServiceState(described, false);
            case ServiceRetired retired -> new ServiceState(state.described, true);
        };
    }
}
