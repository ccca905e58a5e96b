package io.incidentledger.command.respond;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/incidents/{incident}")
final class RespondController {
    private final IncidentDesk desk;
    private final Directory directory;

    RespondController(IncidentDesk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    /** Gives somebody a role. */
    @PostMapping("/roles")
    ResponseEntity<Answer> assign(@PathVariable String incident, Order<AssignBody> order) {
        return desk.give(order, order.body().assign(directory.incident(incident)));
    }

    /** Hands a role over to somebody else. */
    @PostMapping("/roles/{role}/handover")
    ResponseEntity<Answer> handOver(
            @PathVariable String incident, @PathVariable String role, Order<HandoverBody> order) {
        return desk.give(order, order.body().handOver(directory.incident(incident), role(role)));
    }

    /** Releases somebody from a role. */
    @PostMapping("/roles/{role}/release")
    ResponseEntity<Answer> release(
            @PathVariable String incident, @PathVariable String role, Order<ReleaseBody> order) {
        return desk.give(order, order.body().release(directory.incident(incident), role(role)));
    }

    /** Adds an entry to the timeline. */
    @PostMapping("/timeline")
    ResponseEntity<Answer> entry(@PathVariable String incident, Order<EntryBody> order) {
        return desk.give(
                order, order.body().entry(directory.incident(incident), new EntryId(Ids.next())));
    }

    /** Corrects the text or the time of an entry. */
    @PostMapping("/timeline/{entry}/correction")
    ResponseEntity<Answer> correct(
            @PathVariable String incident,
            @PathVariable String entry,
            Order<CorrectionBody> order) {
        return desk.give(
                order, order.body().correct(directory.incident(incident), directory.entry(entry)));
    }

    /** Strikes an entry out. */
    @PostMapping("/timeline/{entry}/retraction")
    ResponseEntity<Answer> retract(
            @PathVariable String incident,
            @PathVariable String entry,
            Order<RetractionBody> order) {
        return desk.give(
                order, order.body().retract(directory.incident(incident), directory.entry(entry)));
    }

    /** Confirms or rejects a hypothesis, or leaves it open. */
    @PostMapping("/timeline/{entry}/outcome")
    ResponseEntity<Answer> judge(
            @PathVariable String incident, @PathVariable String entry, Order<OutcomeBody> order) {
        return desk.give(
                order, order.body().judge(directory.incident(incident), directory.entry(entry)));
    }

    /** Pins an entry, or no longer. */
    @PostMapping("/timeline/{entry}/pin")
    ResponseEntity<Answer> pin(
            @PathVariable String incident, @PathVariable String entry, Order<PinBody> order) {
        return desk.give(
                order, order.body().pin(directory.incident(incident), directory.entry(entry)));
    }

    /** Marks an entry as a turn of the incident, or no longer. */
    @PostMapping("/timeline/{entry}/marker")
    ResponseEntity<Answer> mark(
            @PathVariable String incident, @PathVariable String entry, Order<MarkerBody> order) {
        return desk.give(
                order, order.body().mark(directory.incident(incident), directory.entry(entry)));
    }

    /** Puts a recorded change on the timeline. */
    @PostMapping("/changes")
    ResponseEntity<Answer> change(@PathVariable String incident, Order<ShowBody> order) {
        return desk.give(order, order.body().show(directory.incident(incident), directory));
    }

    private static Role role(String named) {
        try {
            return new Role(named);
        } catch (IllegalArgumentException e) {
            throw new Unknown("there is no such role; " + e.getMessage());
        }
    }
}
