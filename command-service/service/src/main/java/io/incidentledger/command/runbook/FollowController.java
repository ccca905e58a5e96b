package io.incidentledger.command.runbook;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookWritten;
import java.util.List;
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

    @PostMapping
    ResponseEntity<Answer> follow(@PathVariable String incident, Order<FollowBody> order) {
        IncidentId incidentId = directory.incident(incident);
        Found found;
        try {
            found = found(requireNonNull(order.body().runbook()));
        } catch (Unknown unknown) {
            // What the address names is there; a field of the order is wrong.
            throw new RefusedByRule(
                    Rule.UNKNOWN_RUNBOOK, String.valueOf(unknown.getMessage()), "/runbook");
        }
        return desk.give(order, order.body().follow(incidentId, found));
    }

    @PostMapping("/{runbook}/steps/{step}")
    ResponseEntity<Answer> step(
            @PathVariable String incident,
            @PathVariable String runbook,
            @PathVariable String step,
            Order<StepBody> order) {
        return desk.give(
                order,
                order.body().take(directory.incident(incident), found(runbook), number(step)));
    }

    @PostMapping("/missing")
    ResponseEntity<Answer> missing(@PathVariable String incident, Order<MissedBody> order) {
        return desk.give(
                order, order.body().miss(directory.incident(incident), new FollowUpId(Ids.next())));
    }

    private Found found(String named) {
        RunbookId id = directory.runbook(named);
        List<RunbookWritten> versions = directory.events(Decisions.tag(id), RunbookWritten.class);
        String number = directory.number(Decisions.tag(id));
        if (versions.isEmpty() || number == null) {
            throw new Unknown("there is no such runbook");
        }
        return new Found(id, number, versions);
    }

    private static long number(String step) {
        try {
            return Long.parseLong(step);
        } catch (NumberFormatException e) {
            throw new Unknown("there is no such step; steps are counted from 1");
        }
    }
}
