package io.incidentledger.command.triage;

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
final class TriageController {
    private final IncidentDesk desk;
    private final Directory directory;

    TriageController(IncidentDesk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    /** Changes details of an incident. */
    @PostMapping("/details")
    ResponseEntity<Answer> details(@PathVariable String incident, Order<DetailsBody> order) {
        return desk.give(order, order.body().change(directory.incident(incident)));
    }

    /** Changes the severity. */
    @PostMapping("/severity")
    ResponseEntity<Answer> severity(@PathVariable String incident, Order<SeverityBody> order) {
        return desk.give(order, order.body().change(directory.incident(incident)));
    }

    /** States the impact anew. */
    @PostMapping("/impact")
    ResponseEntity<Answer> impact(@PathVariable String incident, Order<ImpactBody> order) {
        return desk.give(order, order.body().change(directory.incident(incident)));
    }

    /** Sets labels and takes labels away. */
    @PostMapping("/labels")
    ResponseEntity<Answer> labels(@PathVariable String incident, Order<LabelsBody> order) {
        return desk.give(order, order.body().change(directory.incident(incident)));
    }

    /** Changes the status. */
    @PostMapping("/status")
    ResponseEntity<Answer> status(@PathVariable String incident, Order<StatusBody> order) {
        return desk.give(order, order.body().change(directory.incident(incident)));
    }

    /** Sets a milestone, or clears it. */
    @PostMapping("/milestones")
    ResponseEntity<Answer> milestone(@PathVariable String incident, Order<MilestoneBody> order) {
        return desk.give(order, order.body().change(directory.incident(incident)));
    }

    /** Keeps how long a published record says something took. */
    @PostMapping("/stated-durations")
    ResponseEntity<Answer> statedDuration(
            @PathVariable String incident, Order<StatedDurationBody> order) {
        return desk.give(order, order.body().change(directory.incident(incident)));
    }
}
