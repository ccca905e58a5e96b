package io.incidentledger.command.respond;

import static java.util.Objects.requireNonNull;

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

    @PostMapping("/roles")
    ResponseEntity<Answer> assign(@PathVariable String incident, Order<AssignBody> order) {
        AssignBody body = order.body();
        return desk.give(
                order,
                new AssignRole(
                        directory.incident(incident),
                        requireNonNull(body.role()),
                        requireNonNull(body.holder()),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/roles/{role}/handover")
    ResponseEntity<Answer> handOver(
            @PathVariable String incident, @PathVariable String role, Order<HandoverBody> order) {
        HandoverBody body = order.body();
        return desk.give(
                order,
                new HandOverRole(
                        directory.incident(incident),
                        role(role),
                        requireNonNull(body.from()),
                        requireNonNull(body.to()),
                        body.note(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/roles/{role}/release")
    ResponseEntity<Answer> release(
            @PathVariable String incident, @PathVariable String role, Order<ReleaseBody> order) {
        ReleaseBody body = order.body();
        return desk.give(
                order,
                new ReleaseRole(
                        directory.incident(incident),
                        role(role),
                        requireNonNull(body.holder()),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/timeline")
    ResponseEntity<Answer> entry(@PathVariable String incident, Order<EntryBody> order) {
        EntryBody body = order.body();
        return desk.give(
                order,
                new RecordEntry(
                        directory.incident(incident),
                        new EntryId(Ids.next()),
                        body.content(),
                        body.marker(),
                        body.by(),
                        body.occurredAt()));
    }

    @PostMapping("/timeline/{entry}/correction")
    ResponseEntity<Answer> correct(
            @PathVariable String incident,
            @PathVariable String entry,
            Order<CorrectionBody> order) {
        CorrectionBody body = order.body();
        return desk.give(
                order,
                new CorrectEntry(
                        directory.incident(incident),
                        directory.entry(entry),
                        body.newText(),
                        body.newOccurredAt(),
                        body.reason(),
                        body.by(),
                        body.occurredAt()));
    }

    private static Role role(String named) {
        try {
            return new Role(named);
        } catch (IllegalArgumentException e) {
            throw new Unknown("there is no such role; " + e.getMessage());
        }
    }
}
