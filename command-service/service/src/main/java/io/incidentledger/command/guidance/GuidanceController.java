package io.incidentledger.command.guidance;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.edge.OrganisationDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
final class GuidanceController {
    private final OrganisationDesk desk;

    GuidanceController(OrganisationDesk desk) {
        this.desk = desk;
    }

    /** Sets the organisation's guidelines. */
    @PostMapping("/guidelines")
    ResponseEntity<Answer> guidelines(Order<GuidelinesBody> order) {
        return desk.give(
                order, Decisions.GUIDANCE, new SetGuidelines(requireNonNull(order.body().text())));
    }

    /** Sets a template for updates. */
    @PostMapping("/templates")
    ResponseEntity<Answer> template(Order<TemplateBody> order) {
        return desk.give(order, Decisions.GUIDANCE, order.body().command());
    }
}
