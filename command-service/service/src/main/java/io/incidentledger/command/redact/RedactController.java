package io.incidentledger.command.redact;

import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.IncidentId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/incidents/{incident}")
final class RedactController {
    private final IncidentDesk desk;
    private final Directory directory;
    private final RecordedWords words;

    RedactController(IncidentDesk desk, Directory directory, EventCodec codec) {
        this.desk = desk;
        this.directory = directory;
        this.words = new RecordedWords(directory, codec);
    }

    @PostMapping("/timeline/{entry}/redaction")
    ResponseEntity<Answer> entry(
            @PathVariable String incident, @PathVariable String entry, Order<RedactionBody> order) {
        IncidentId incidentId = directory.incident(incident);
        EntryId entryId = directory.entry(entry);
        return desk.give(
                order, order.body().redact(incidentId, entryId, words.of(incidentId, entryId)));
    }

    @PostMapping("/redactions")
    ResponseEntity<Answer> events(@PathVariable String incident, Order<PositionsBody> order) {
        IncidentId incidentId = directory.incident(incident);
        return desk.give(
                order,
                order.body().redact(incidentId, words.at(incidentId, order.body().sorted())));
    }
}
