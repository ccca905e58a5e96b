package io.incidentledger.command.resolve;

import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.events.Status;
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

    @PostMapping("/resolve")
    ResponseEntity<Answer> resolve(@PathVariable String incident, Order<ResolveBody> order) {
        ResolveBody body = order.body();
        return desk.give(
                order,
                new ResolveIncident(
                        directory.incident(incident),
                        body.resolution(),
                        body.durability(),
                        body.text(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/reopen")
    ResponseEntity<Answer> reopen(@PathVariable String incident, Order<ReopenBody> order) {
        ReopenBody body = order.body();
        return desk.give(
                order,
                new ReopenIncident(
                        directory.incident(incident),
                        requireNonNullElse(body.to(), Status.INVESTIGATING),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/close")
    ResponseEntity<Answer> close(@PathVariable String incident, Order<CloseBody> order) {
        CloseBody body = order.body();
        return desk.give(
                order,
                new CloseIncident(
                        directory.incident(incident), body.note(), body.by(), body.occurredAt()));
    }
}
