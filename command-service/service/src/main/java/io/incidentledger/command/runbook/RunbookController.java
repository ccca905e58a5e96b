package io.incidentledger.command.runbook;

import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.edge.OrganisationDesk;
import io.incidentledger.command.runbook.RunbookCommand.RetireRunbook;
import io.incidentledger.command.runbook.RunbookCommand.ReviseRunbook;
import io.incidentledger.command.runbook.RunbookCommand.WriteRunbook;
import io.incidentledger.events.RunbookId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/runbooks")
final class RunbookController {
    private final OrganisationDesk desk;
    private final Directory directory;

    RunbookController(OrganisationDesk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    /** Writes a runbook. */
    @PostMapping
    ResponseEntity<Answer> write(Order<RunbookBody> order) {
        RunbookId id = new RunbookId(Ids.next());
        return desk.open(
                order,
                Decisions.tag(id),
                new WriteRunbook(id, order.body().content()),
                "/api/v1/runbooks/");
    }

    /** Writes a new version of a runbook. */
    @PostMapping("/{runbook}")
    ResponseEntity<Answer> revise(@PathVariable String runbook, Order<RunbookBody> order) {
        RunbookId id = directory.runbook(runbook);
        return desk.give(order, Decisions.tag(id), new ReviseRunbook(id, order.body().content()));
    }

    /** Retires a runbook. */
    @PostMapping("/{runbook}/retire")
    ResponseEntity<Answer> retire(@PathVariable String runbook, Order<RetireBody> order) {
        RunbookId id = directory.runbook(runbook);
        return desk.give(order, Decisions.tag(id), new RetireRunbook(id, order.body().reason()));
    }
}
