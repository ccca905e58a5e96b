package io.incidentledger.command.figure;

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
final class FigureController {
    private final OrganisationDesk desk;

    FigureController(OrganisationDesk desk) {
        this.desk = desk;
    }

    /** Keeps what a published record says of the incidents of a period. */
    @PostMapping("/stated-figures")
    ResponseEntity<Answer> state(Order<FigureBody> order) {
        FigureCommand command = order.body().command();
        return desk.give(order, Decisions.tag(command.period()), command);
    }
}
