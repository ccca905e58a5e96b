package io.incidentledger.command.declare;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.events.IncidentId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/incidents")
final class DeclareController {
    private final IncidentDesk desk;
    private final Directory directory;

    DeclareController(IncidentDesk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    /** Declares an incident. */
    @PostMapping
    ResponseEntity<Answer> declare(Order<DeclareBody> order) {
        return desk.give(order, order.body().declare(new IncidentId(Ids.next())));
    }

    /** Cancels an incident that was none. */
    @PostMapping("/{incident}/cancel")
    ResponseEntity<Answer> cancel(@PathVariable String incident, Order<CancelBody> order) {
        return desk.give(order, order.body().cancel(directory.incident(incident)));
    }
}
