package io.incidentledger.command.redact;

import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.evidence.EvidenceRoom;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentId;
import java.util.List;
import java.util.Set;
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
    private final EvidenceRoom room;

    RedactController(IncidentDesk desk, Directory directory, EventCodec codec, EvidenceRoom room) {
        this.desk = desk;
        this.room = room;
        this.directory = directory;
        this.words = new RecordedWords(directory, codec);
    }

    /** Hides the words of an entry, for good. */
    @PostMapping("/timeline/{entry}/redaction")
    ResponseEntity<Answer> entry(
            @PathVariable String incident, @PathVariable String entry, Order<RedactionBody> order) {
        IncidentId incidentId = directory.incident(incident);
        EntryId entryId = directory.entry(entry);
        List<HiddenEvent> hidden = words.of(incidentId, entryId);
        return give(order, order.body().redact(incidentId, entryId, hidden));
    }

    /** Hides the words of any events of an incident, for good. */
    @PostMapping("/redactions")
    ResponseEntity<Answer> events(@PathVariable String incident, Order<PositionsBody> order) {
        IncidentId incidentId = directory.incident(incident);
        List<HiddenEvent> hidden = words.at(incidentId, order.body().sorted());
        return give(order, order.body().redact(incidentId, hidden));
    }

    /** The files go also when nothing changed: the first time may have been broken off before. */
    private ResponseEntity<Answer> give(Order<?> order, RedactWords redaction) {
        Set<String> files = words.files(redaction.incidentId(), redaction.events());
        ResponseEntity<Answer> answer = desk.give(order, redaction);
        room.clear(files);
        return answer;
    }
}
