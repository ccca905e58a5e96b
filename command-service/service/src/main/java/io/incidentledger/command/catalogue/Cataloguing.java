package io.incidentledger.command.catalogue;

import io.incidentledger.command.catalogue.ServiceCommand.ChangeService;
import io.incidentledger.command.catalogue.ServiceCommand.Description;
import io.incidentledger.command.catalogue.ServiceCommand.RegisterService;
import io.incidentledger.command.catalogue.ServiceCommand.RetireService;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.ServiceDescribed;
import io.incidentledger.events.ServiceEvent;
import io.incidentledger.events.ServiceName;
import io.incidentledger.events.ServiceRetired;
import java.util.List;

/**
 * Decides what the catalogue says. Services may depend on each other in circles, and on what nobody
 * registered yet: the world is so.
 */
public final class Cataloguing {
    private Cataloguing() {}

    public static List<ServiceEvent> decide(
            ServiceState state, ServiceCommand command, Circumstances circumstances) {
        return switch (command) {
            case RegisterService c -> {
                ServiceDescribed described = described(c.service(), c.description());
                if (state.described() == null || state.retired()) {
                    yield List.of(described);
                }
                if (!described.equals(state.described())) {
                    throw new Conflict(
                            "the service is registered already, and described otherwise");
                }
                yield List.of();
            }
            case ChangeService c -> {
                requireRegistered(state);
                if (state.retired()) {
                    throw new Conflict("the service was retired; register it again");
                }
                ServiceDescribed described = described(c.service(), c.description());
                yield described.equals(state.described()) ? List.of() : List.of(described);
            }
            case RetireService c -> {
                requireRegistered(state);
                yield state.retired()
                        ? List.of()
                        : List.of(new ServiceRetired(c.service(), c.reason()));
            }
        };
    }

    private static void requireRegistered(ServiceState state) {
        if (state.described() == null) {
            throw new Unknown("the catalogue has no such service");
        }
    }

    private static ServiceDescribed described(ServiceName service, Description description) {
        return new ServiceDescribed(
                service,
                description.text(),
                description.owner(),
                description.links(),
                description.runbookLinks(),
                description.dependencies());
    }
}
