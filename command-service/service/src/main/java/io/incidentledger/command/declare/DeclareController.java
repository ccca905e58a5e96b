package io.incidentledger.command.declare;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.events.IncidentId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    @PostMapping
    ResponseEntity<Answer> declare(Order<DeclareBody> order) {
        DeclareBody body = order.body();
        return desk.give(
                order,
                new DeclareIncident(
                        new IncidentId(Ids.next()),
                        requireNonNull(body.title()),
                        body.summary(),
                        requireNonNullElse(body.services(), List.of()),
                        body.severity(),
                        body.impact() == null ? null : body.impact().impact(),
                        body.detection(),
                        requireNonNullElse(body.milestones(), Map.of()),
                        body.workedAt(),
                        requireNonNullElse(body.labels(), new TreeMap<>()),
                        Boolean.TRUE.equals(body.drill()),
                        Boolean.TRUE.equals(body.history()),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/{incident}/cancel")
    ResponseEntity<Answer> cancel(@PathVariable String incident, Order<CancelBody> order) {
        CancelBody body = order.body();
        return desk.give(
                order,
                new CancelIncident(
                        directory.incident(incident),
                        requireNonNull(body.cause()),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }
}
