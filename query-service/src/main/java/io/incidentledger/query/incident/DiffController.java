package io.incidentledger.query.incident;

import io.incidentledger.postmortem.document.DocumentSettings;
import io.incidentledger.postmortem.document.PostmortemRenderer;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.SupportHours;
import io.incidentledger.query.incident.FindHistory.Found;
import io.incidentledger.query.incident.IncidentDiff.Side;
import io.incidentledger.query.metrics.SupportSettings;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Format;
import io.incidentledger.query.request.LogMoment;
import io.incidentledger.query.request.Refusal.BadParameter;
import io.incidentledger.query.view.LedgerView;
import io.incidentledger.query.view.Snapshot;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * What changed between two moments, {@code from} and {@code to}, each a position or a time; without
 * {@code to}, until now.
 */
@RestController
@RequestMapping("/api/v1/incidents/{incident}")
final class DiffController {
    private final LedgerView view;
    private final JsonMapper mapper;
    private final @Nullable SupportHours hours;

    DiffController(LedgerView view, JsonMapper mapper, SupportSettings support) {
        this.view = view;
        this.mapper = mapper;
        this.hours = support.hours();
    }

    @GetMapping("/diff")
    ResponseEntity<IncidentDiff> incident(
            @PathVariable String incident, HttpServletRequest request) {
        Asked asked = Asked.of(request, "from", "to");
        from(asked);
        asked.moment("to");
        return view.answer(
                asked,
                snapshot -> {
                    Both both = both(snapshot, incident, asked);
                    return ResponseEntity.ok(
                            IncidentDiff.of(
                                    both.name,
                                    side(both.from, both.before),
                                    side(both.to, both.after),
                                    both.before.map(Found::history).orElse(null),
                                    both.after.map(Found::history).orElse(null),
                                    mapper));
                });
    }

    @GetMapping({"/postmortem/diff", "/postmortem/diff.{suffix}"})
    ResponseEntity<Object> postmortem(
            @PathVariable String incident,
            @PathVariable(required = false) @Nullable String suffix,
            HttpServletRequest request) {
        Asked asked = Asked.of(request, "from", "to", "zone");
        from(asked);
        asked.moment("to");
        ZoneId zone = asked.zone();
        Format format = Format.asked(request, suffix, Format.TEXT, Format.JSON);
        return view.answer(
                asked,
                snapshot -> {
                    Both both = both(snapshot, incident, asked);
                    Side from = side(both.from, both.before);
                    Side to = side(both.to, both.after);
                    String before = document(both.before, zone);
                    String after = document(both.after, zone);
                    return format.answer(
                            format == Format.TEXT
                                    ? DocumentDiff.unified(both.name, from, to, before, after)
                                    : DocumentDiff.of(both.name, from, to, before, after));
                });
    }

    /** An incident at two positions. */
    private record Both(
            String name, long from, long to, Optional<Found> before, Optional<Found> after) {}

    private static Both both(Snapshot view, String reference, Asked asked) {
        UUID id = FindHistory.id(view, reference);
        long from = view.at(from(asked));
        long to = view.at(asked.moment("to"));
        if (to < from) {
            throw new BadParameter("to", asked.text("to"), "a moment that is not before 'from'");
        }
        List<Optional<Found>> found = FindHistory.histories(view, id, from, to);
        Optional<Found> after = found.getLast();
        String name =
                after.map(Found::history)
                        .map(IncidentHistory::state)
                        .map(IncidentState::named)
                        .orElse(id.toString());
        return new Both(name, from, to, found.getFirst(), after);
    }

    private static LogMoment from(Asked asked) {
        LogMoment from = asked.moment("from");
        if (from == null) {
            throw new BadParameter(
                    "from", null, "it is needed: a position as 42, or a time as RFC 3339 has it");
        }
        return from;
    }

    private static Side side(long position, Optional<Found> found) {
        return new Side(
                position, found.map(known -> known.history().state().version()).orElse(null));
    }

    private String document(Optional<Found> found, ZoneId zone) {
        return found.map(
                        known ->
                                PostmortemRenderer.markdown(
                                        known.history(),
                                        new DocumentSettings(
                                                zone,
                                                known.history().state().version(),
                                                known.chain(),
                                                hours)))
                .orElse("");
    }
}
