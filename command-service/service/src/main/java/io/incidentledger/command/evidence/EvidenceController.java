package io.incidentledger.command.evidence;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.evidence.Upload.Attached;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.IncidentId;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/incidents/{incident}/evidence")
final class EvidenceController {
    private final IncidentDesk desk;
    private final Directory directory;
    private final EvidenceRoom room;

    EvidenceController(IncidentDesk desk, Directory directory, EvidenceRoom room) {
        this.desk = desk;
        this.directory = directory;
        this.room = room;
    }

    /** Adds a link or a file as evidence. */
    @PostMapping
    ResponseEntity<Answer> evidence(@PathVariable String incident, Upload<EvidenceBody> upload)
            throws IOException {
        try (upload) {
            IncidentId about = directory.incident(incident);
            EntryId entry = new EntryId(Ids.next());
            EvidenceBody body = upload.order().body();
            Attached file = upload.file();
            return file == null
                    ? desk.give(upload.order(), body.linked(about, entry))
                    : room.keeping(
                            file.received(),
                            () ->
                                    desk.give(
                                            upload.order(),
                                            body.entry(about, entry, file.described())));
        }
    }
}
