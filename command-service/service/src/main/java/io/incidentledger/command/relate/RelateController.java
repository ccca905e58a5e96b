package io.incidentledger.command.relate;

import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/incidents/{incident}")
final class RelateController {
    private final IncidentDesk desk;
    private final Directory directory;

    RelateController(IncidentDesk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    /** Names a cause of an incident, or takes it away. */
    @PostMapping("/causes")
    ResponseEntity<Answer> cause(@PathVariable String incident, Order<CauseBody> order) {
        return desk.give(order, order.body().change(directory.incident(incident)));
    }

    /** Relates an incident to another one, or no longer. */
    @PostMapping("/related")
    ResponseEntity<Answer> related(@PathVariable String incident, Order<RelationBody> order) {
        return desk.give(order, order.body().change(directory.incident(incident), directory));
    }

    /** Merges an incident into another one. */
    @PostMapping("/merge")
    ResponseEntity<Answer> merge(@PathVariable String incident, Order<MergeBody> order) {
        return desk.give(order, order.body().merge(directory.incident(incident), directory));
    }
}
