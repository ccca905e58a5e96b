package io.incidentledger.command.investigate;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.events.ThreadId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/incidents/{incident}/threads")
final class InvestigateController {
    private final IncidentDesk desk;
    private final Directory directory;

    InvestigateController(IncidentDesk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    /** Opens a thread of investigation. */
    @PostMapping
    ResponseEntity<Answer> open(@PathVariable String incident, Order<OpenBody> order) {
        return desk.give(
                order, order.body().open(directory.incident(incident), new ThreadId(Ids.next())));
    }

    /** Assigns a thread, or takes its owner away. */
    @PostMapping("/{thread}/assign")
    ResponseEntity<Answer> assign(
            @PathVariable String incident, @PathVariable String thread, Order<OwnerBody> order) {
        return desk.give(
                order, order.body().assign(directory.incident(incident), directory.thread(thread)));
    }

    /** Closes a thread with its conclusion. */
    @PostMapping("/{thread}/close")
    ResponseEntity<Answer> close(
            @PathVariable String incident,
            @PathVariable String thread,
            Order<ConclusionBody> order) {
        return desk.give(
                order, order.body().close(directory.incident(incident), directory.thread(thread)));
    }

    /** Reopens a thread. */
    @PostMapping("/{thread}/reopen")
    ResponseEntity<Answer> reopen(
            @PathVariable String incident, @PathVariable String thread, Order<ReopenBody> order) {
        return desk.give(
                order, order.body().reopen(directory.incident(incident), directory.thread(thread)));
    }
}
