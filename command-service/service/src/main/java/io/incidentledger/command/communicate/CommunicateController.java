package io.incidentledger.command.communicate;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.events.EntryId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/incidents/{incident}")
final class CommunicateController {
    private final IncidentDesk desk;
    private final Directory directory;

    CommunicateController(IncidentDesk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    @PostMapping("/updates")
    ResponseEntity<Answer> update(@PathVariable String incident, Order<UpdateBody> order) {
        return desk.give(
                order, order.body().entry(directory.incident(incident), new EntryId(Ids.next())));
    }
}
