package io.incidentledger.command.imports;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.MayBeDry;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Source;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/import/incidents")
final class ImportController {
    private final IncidentDesk desk;
    private final Directory directory;
    private final Supplier<Circumstances> circumstances;

    ImportController(
            IncidentDesk desk, Directory directory, Supplier<Circumstances> circumstances) {
        this.desk = desk;
        this.directory = directory;
        this.circumstances = circumstances;
    }

    /**
     * What an import would do.
     *
     * @param already the number of the incident that it is already; null when it would be new
     * @param events how many events it would record
     * @param warnings what is odd, and would be recorded as it is
     */
    record DryRun(boolean dryRun, @Nullable String already, int events, List<String> warnings) {}

    @PostMapping
    ResponseEntity<?> enter(@MayBeDry Order<ImportBody> order, HttpServletRequest request) {
        ImportBody body = order.body();
        IncidentId id = id(body.source() == null ? null : body.source().source());
        ImportIncident ordered = body.enter(id, directory);
        if (!MayBeDry.Asked.dry(request)) {
            return desk.give(order, ordered);
        }
        String already = directory.number(id);
        if (already == null && order.slip().objection() != null) {
            throw order.slip().objection();
        }
        List<IncidentEvent> events =
                already == null
                        ? Importing.decide(new NotDeclared(), ordered, circumstances.get())
                        : List.of();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new DryRun(true, already, events.size(), Oddities.of(ordered, events)));
    }

    /** What comes from the same place is the same incident, whoever enters it and however often. */
    private static IncidentId id(@Nullable Source source) {
        return new IncidentId(
                source == null ? Ids.next() : Ids.named(source.system(), source.id()));
    }
}
