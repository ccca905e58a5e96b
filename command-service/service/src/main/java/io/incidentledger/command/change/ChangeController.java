package io.incidentledger.command.change;

import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.edge.OrganisationDesk;
import io.incidentledger.events.ChangeId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/changes")
final class ChangeController {
    private final OrganisationDesk desk;

    ChangeController(OrganisationDesk desk) {
        this.desk = desk;
    }

    /** Records a change of what is run. */
    @PostMapping
    ResponseEntity<Answer> record(Order<ChangeBody> order) {
        ChangeId id = new ChangeId(Ids.next());
        return desk.open(order, Decisions.tag(id), order.body().record(id), "/api/v1/changes/");
    }
}
