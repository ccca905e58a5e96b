package io.incidentledger.command.communicate;

import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.events.BuiltInTemplates;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.TemplateName;
import io.incidentledger.events.TemplateSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
        IncidentId id = directory.incident(incident);
        EntryId entry = new EntryId(Ids.next());
        TemplateName template = order.body().template();
        return desk.give(
                order,
                template == null
                        ? order.body().entry(id, entry)
                        : order.body()
                                .fromTemplate(
                                        id,
                                        entry,
                                        directory.number(Decisions.tag(id)),
                                        last(template)));
    }

    /** What the template says now; null when there is none, which the decision refuses. */
    private @Nullable TemplateSet last(TemplateName name) {
        return Stream.concat(
                        BuiltInTemplates.all().stream(),
                        directory.events(Decisions.GUIDANCE, TemplateSet.class).stream())
                .filter(template -> template.name().equals(name))
                .reduce((earlier, later) -> later)
                .filter(template -> !template.text().isEmpty())
                .orElse(null);
    }
}
