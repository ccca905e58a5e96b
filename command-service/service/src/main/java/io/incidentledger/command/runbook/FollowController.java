package io.incidentledger.command.runbook;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.FollowUpId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/incidents/{incident}/runbooks")
final class FollowController {
    private final IncidentDesk desk;
    private final Directory directory;

    FollowController(IncidentDesk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    /** Follows a runbook in an incident. */
    @PostMapping
    ResponseEntity<Answer> follow(@PathVariable String incident, Order<FollowBody> order) {
        return desk.give(order, order.body().follow(directory.incident(incident), directory));
    }

    /** Records what came of a step of a runbook. */
    @PostMapping("/{runbook}/steps/{step}")
    ResponseEntity<Answer> step(
            @PathVariable String incident,
            @PathVariable String runbook,
            @PathVariable String step,
            Order<StepBody> order) {
        return desk.give(
                order,
                order.body()
                        .take(
                                directory.incident(incident),
                                directory.written(runbook),
                                number(step)));
    }

    /** Records that there was no runbook. */
    @PostMapping("/missing")
    ResponseEntity<Answer> missing(@PathVariable String incident, Order<MissedBody> order) {
        return desk.give(
                order, order.body().miss(directory.incident(incident), new FollowUpId(Ids.next())));
    }

    private static long number(String step) {
        try {
            return Long.parseLong(step);
        } catch (NumberFormatException e) {
            throw new Unknown("there is no such step; steps are counted from 1");
        }
    }
}
