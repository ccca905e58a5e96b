package io.incidentledger.command.communicate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.MayBeDry;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.TemplateVersion;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
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
    private final Supplier<Circumstances> circumstances;

    CommunicateController(
            IncidentDesk desk, Directory directory, Supplier<Circumstances> circumstances) {
        this.desk = desk;
        this.directory = directory;
        this.circumstances = circumstances;
    }

    /**
     * An update as it would be recorded now.
     *
     * @param missing the values that the template needs and did not get; their placeholders stand
     *     in the text, and without them the update is refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UpdatePreview(
            boolean dryRun,
            String text,
            Audience audience,
            @Nullable Instant nextUpdateDue,
            @Nullable String estimate,
            @Nullable TemplateVersion template,
            List<String> missing) {}

    /** Tells others how the incident stands. */
    @PostMapping("/updates")
    ResponseEntity<?> update(
            @PathVariable String incident,
            @MayBeDry Order<UpdateBody> order,
            HttpServletRequest request) {
        IncidentId id = directory.incident(incident);
        IncidentCommand update =
                order.body().send(id, new EntryId(Ids.next()), directory.number(id), directory);
        return MayBeDry.Asked.dry(request) ? preview(order, update) : desk.give(order, update);
    }

    private ResponseEntity<UpdatePreview> preview(
            Order<UpdateBody> order, IncidentCommand ordered) {
        if (order.slip().objection() != null) {
            throw order.slip().objection();
        }
        Communicating.Preview preview =
                Communicating.preview(
                        directory.state(ordered.incidentId()), ordered, circumstances.get());
        EntryContent.Update update = preview.update();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        new UpdatePreview(
                                true,
                                update.text(),
                                update.audience(),
                                update.nextUpdateDue(),
                                update.estimate(),
                                update.template(),
                                preview.missing()));
    }
}
