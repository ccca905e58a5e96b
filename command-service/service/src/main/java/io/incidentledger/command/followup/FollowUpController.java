package io.incidentledger.command.followup;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.Priority;
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

    @PostMapping("/incidents/{incident}/follow-ups")
    ResponseEntity<Answer> add(@PathVariable String incident, Order<AddBody> order) {
        AddBody body = order.body();
        return desk.give(
                order,
                new AddFollowUp(
                        directory.incident(incident),
                        new FollowUpId(Ids.next()),
                        requireNonNull(body.title()),
                        body.description(),
                        requireNonNullElse(body.type(), FollowUpType.OTHER),
                        requireNonNullElse(body.priority(), Priority.MEDIUM),
                        body.owner(),
                        body.due(),
                        body.tracker(),
                        body.origin(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/follow-ups/{followUp}/assign")
    ResponseEntity<Answer> assign(@PathVariable String followUp, Order<OwnerBody> order) {
        FollowUpInIncident it = directory.followUp(followUp);
        OwnerBody body = order.body();
        return desk.give(
                order,
                new AssignFollowUp(
                        it.incidentId(),
                        it.followUpId(),
                        body.owner(),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/follow-ups/{followUp}/reschedule")
    ResponseEntity<Answer> reschedule(@PathVariable String followUp, Order<DueBody> order) {
        FollowUpInIncident it = directory.followUp(followUp);
        DueBody body = order.body();
        return desk.give(
                order,
                new RescheduleFollowUp(
                        it.incidentId(),
                        it.followUpId(),
                        requireNonNull(body.due()),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/follow-ups/{followUp}/priority")
    ResponseEntity<Answer> reprioritise(@PathVariable String followUp, Order<PriorityBody> order) {
        FollowUpInIncident it = directory.followUp(followUp);
        PriorityBody body = order.body();
        return desk.give(
                order,
                new ReprioritiseFollowUp(
                        it.incidentId(),
                        it.followUpId(),
                        requireNonNull(body.priority()),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/follow-ups/{followUp}/start")
    ResponseEntity<Answer> start(@PathVariable String followUp, Order<StepBody> order) {
        FollowUpInIncident it = directory.followUp(followUp);
        return desk.give(
                order,
                new StartFollowUp(
                        it.incidentId(),
                        it.followUpId(),
                        order.body().by(),
                        order.body().occurredAt()));
    }

    @PostMapping("/follow-ups/{followUp}/complete")
    ResponseEntity<Answer> complete(@PathVariable String followUp, Order<EvidenceBody> order) {
        FollowUpInIncident it = directory.followUp(followUp);
        EvidenceBody body = order.body();
        return desk.give(
                order,
                new CompleteFollowUp(
                        it.incidentId(),
                        it.followUpId(),
                        body.evidence(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/follow-ups/{followUp}/verify")
    ResponseEntity<Answer> verify(@PathVariable String followUp, Order<NoteBody> order) {
        FollowUpInIncident it = directory.followUp(followUp);
        NoteBody body = order.body();
        return desk.give(
                order,
                new VerifyFollowUp(
                        it.incidentId(),
                        it.followUpId(),
                        body.note(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/follow-ups/{followUp}/decline")
    ResponseEntity<Answer> decline(@PathVariable String followUp, Order<ReasonBody> order) {
        FollowUpInIncident it = directory.followUp(followUp);
        ReasonBody body = order.body();
        return desk.give(
                order,
                new DeclineFollowUp(
                        it.incidentId(),
                        it.followUpId(),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/follow-ups/{followUp}/reopen")
    ResponseEntity<Answer> reopen(@PathVariable String followUp, Order<ReasonBody> order) {
        FollowUpInIncident it = directory.followUp(followUp);
        ReasonBody body = order.body();
        return desk.give(
                order,
                new ReopenFollowUp(
                        it.incidentId(),
                        it.followUpId(),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }
}
