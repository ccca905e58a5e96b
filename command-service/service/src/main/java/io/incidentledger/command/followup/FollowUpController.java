package io.incidentledger.command.followup;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.events.FollowUpId;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
final class FollowUpController {
    private final IncidentDesk desk;
    private final Directory directory;

    FollowUpController(IncidentDesk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    /** Adds a follow-up. */
    @PostMapping("/incidents/{incident}/follow-ups")
    ResponseEntity<Answer> add(@PathVariable String incident, Order<AddBody> order) {
        return desk.give(
                order, order.body().add(directory.incident(incident), new FollowUpId(Ids.next())));
    }

    /** Assigns a follow-up, or takes its owner away. */
    @PostMapping("/follow-ups/{followUp}/assign")
    ResponseEntity<Answer> assign(@PathVariable String followUp, Order<OwnerBody> order) {
        return give(order, followUp, order.body()::assign);
    }

    /** Sets when a follow-up is due. */
    @PostMapping("/follow-ups/{followUp}/reschedule")
    ResponseEntity<Answer> reschedule(@PathVariable String followUp, Order<DueBody> order) {
        return give(order, followUp, order.body()::reschedule);
    }

    /** Changes the priority of a follow-up. */
    @PostMapping("/follow-ups/{followUp}/priority")
    ResponseEntity<Answer> reprioritise(@PathVariable String followUp, Order<PriorityBody> order) {
        return give(order, followUp, order.body()::reprioritise);
    }

    /** Starts a follow-up. */
    @PostMapping("/follow-ups/{followUp}/start")
    ResponseEntity<Answer> start(@PathVariable String followUp, Order<StepBody> order) {
        return give(order, followUp, order.body()::start);
    }

    /** Completes a follow-up, with proof. */
    @PostMapping("/follow-ups/{followUp}/complete")
    ResponseEntity<Answer> complete(@PathVariable String followUp, Order<EvidenceBody> order) {
        return give(order, followUp, order.body()::complete);
    }

    /** Verifies a follow-up that is done. */
    @PostMapping("/follow-ups/{followUp}/verify")
    ResponseEntity<Answer> verify(@PathVariable String followUp, Order<NoteBody> order) {
        return give(order, followUp, order.body()::verify);
    }

    /** Declines a follow-up. */
    @PostMapping("/follow-ups/{followUp}/decline")
    ResponseEntity<Answer> decline(@PathVariable String followUp, Order<ReasonBody> order) {
        return give(order, followUp, order.body()::decline);
    }

    /** Reopens a follow-up. */
    @PostMapping("/follow-ups/{followUp}/reopen")
    ResponseEntity<Answer> reopen(@PathVariable String followUp, Order<ReasonBody> order) {
        return give(order, followUp, order.body()::reopen);
    }

    private ResponseEntity<Answer> give(
            Order<?> order,
            String followUp,
            Function<FollowUpInIncident, FollowUpCommand> ordered) {
        return desk.give(order, ordered.apply(directory.followUp(followUp)));
    }
}
