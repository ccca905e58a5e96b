package io.incidentledger.command.catalogue;

import io.incidentledger.command.catalogue.ServiceCommand.ChangeService;
import io.incidentledger.command.catalogue.ServiceCommand.RetireService;
import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.edge.OrganisationDesk;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.ServiceName;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/services")
final class ServiceController {
    private final OrganisationDesk desk;

    ServiceController(OrganisationDesk desk) {
        this.desk = desk;
    }

    /** Registers a service. */
    @PostMapping
    ResponseEntity<Answer> register(Order<RegisterBody> order) {
        var register = order.body().register();
        return desk.open(order, Decisions.tag(register.service()), register, "/api/v1/services/");
    }

    /** Describes a service anew. */
    @PostMapping("/{service}")
    ResponseEntity<Answer> change(@PathVariable String service, Order<ServiceBody> order) {
        ServiceName name = name(service);
        return desk.give(
                order, Decisions.tag(name), new ChangeService(name, order.body().described()));
    }

    /** Retires a service. */
    @PostMapping("/{service}/retire")
    ResponseEntity<Answer> retire(@PathVariable String service, Order<RetireBody> order) {
        ServiceName name = name(service);
        return desk.give(
                order, Decisions.tag(name), new RetireService(name, order.body().reason()));
    }

    private static ServiceName name(String named) {
        try {
            return new ServiceName(named);
        } catch (IllegalArgumentException e) {
            throw new Unknown("the catalogue has no such service; " + e.getMessage());
        }
    }
}
