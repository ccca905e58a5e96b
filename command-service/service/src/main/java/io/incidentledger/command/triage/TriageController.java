package io.incidentledger.command.triage;

import static java.util.Objects.requireNonNull;

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
@RequestMapping("/api/v1/incidents/{incident}")
final class TriageController {
    private final IncidentDesk desk;
    private final Directory directory;

    TriageController(IncidentDesk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    @PostMapping("/details")
    ResponseEntity<Answer> details(@PathVariable String incident, Order<DetailsBody> order) {
        DetailsBody body = order.body();
        return desk.give(
                order,
                new ChangeDetails(
                        directory.incident(incident),
                        body.title(),
                        body.summary(),
                        body.services(),
                        body.detection(),
                        body.workedAt(),
                        body.drill(),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/severity")
    ResponseEntity<Answer> severity(@PathVariable String incident, Order<SeverityBody> order) {
        SeverityBody body = order.body();
        return desk.give(
                order,
                new ChangeSeverity(
                        directory.incident(incident),
                        requireNonNull(body.severity()),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/impact")
    ResponseEntity<Answer> impact(@PathVariable String incident, Order<ImpactBody> order) {
        ImpactBody body = order.body();
        return desk.give(
                order,
                new ChangeImpact(
                        directory.incident(incident),
                        requireNonNull(body.impact()).impact(),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/status")
    ResponseEntity<Answer> status(@PathVariable String incident, Order<StatusBody> order) {
        StatusBody body = order.body();
        return desk.give(
                order,
                new ChangeStatus(
                        directory.incident(incident),
                        requireNonNull(body.status()),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/milestones")
    ResponseEntity<Answer> milestone(@PathVariable String incident, Order<MilestoneBody> order) {
        MilestoneBody body = order.body();
        IncidentId id = directory.incident(incident);
        return desk.give(
                order,
                Boolean.TRUE.equals(body.clear())
                        ? new ClearMilestone(
                                id,
                                requireNonNull(body.milestone()),
                                body.reason(),
                                body.by(),
                                body.occurredAt())
                        : new SetMilestone(
                                id,
                                requireNonNull(body.milestone()),
                                body.reason(),
                                body.by(),
                                body.occurredAt()));
    }
}
