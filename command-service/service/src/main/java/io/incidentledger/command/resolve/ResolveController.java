package io.incidentledger.command.resolve;

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
final class ResolveController {
    private final IncidentDesk desk;
    private final Directory directory;

    ResolveController(IncidentDesk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    /** Resolves an incident. */
    @PostMapping("/resolve")
    ResponseEntity<Answer> resolve(@PathVariable String incident, Order<ResolveBody> order) {
        return desk.give(order, order.body().resolve(directory.incident(incident)));
    }

    /** Reopens an incident. */
    @PostMapping("/reopen")
    ResponseEntity<Answer> reopen(@PathVariable String incident, Order<ReopenBody> order) {
        return desk.give(order, order.body().reopen(directory.incident(incident)));
    }

    /** Closes an incident. */
    @PostMapping("/close")
    ResponseEntity<Answer> close(@PathVariable String incident, Order<CloseBody> order) {
        return desk.give(order, order.body().close(directory.incident(incident)));
    }
}
