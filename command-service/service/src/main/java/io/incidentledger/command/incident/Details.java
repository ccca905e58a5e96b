package io.incidentledger.command.incident;

import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.Detection;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.Impact;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.RelationStated;
import io.incidentledger.events.RelationTakenAway;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * What is said of an incident, so that saying it again changes nothing.
 *
 * @param relations what is stated of it and others, as it was stated last
 * @param stated by the milestones from and to which it counts, what a record of elsewhere says
 *     something took, in seconds
 */
public record Details(
        String title,
        @Nullable String summary,
        List<String> services,
        @Nullable Severity severity,
        @Nullable Impact impact,
        @Nullable Detection detection,
        @Nullable String workedAt,
        boolean drill,
        SortedMap<String, String> labels,
        PSet<Cause> causes,
        PMap<Relation, RelationStated> relations,
        PMap<List<Milestone>, Long> stated) {

    static Details of(IncidentDeclared event) {
        return new Details(
                event.title(),
                event.summary(),
                event.services(),
                event.severity(),
                event.impact(),
                event.detection(),
                event.workedAt(),
                event.drill(),
                event.labels(),
                HashTreePSet.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty());
    }

    Details with(IncidentEvent event) {
        return switch (event) {
            case IncidentDetailsChanged e -> with(e);
            case LabelsChanged e -> with(e);
            case SeverityChanged e -> with(e.to());
            case ImpactChanged e -> with(e.impact());
            case DurationStated e -> with(e);
            case CauseNamed e -> e.cause() == null ? this : with(causes.plus(e.cause()));
            case CauseTakenAway e -> e.cause() == null ? this : with(causes.minus(e.cause()));
            case RelationStated e -> with(relations.plus(Relation.of(e), e));
            case RelationTakenAway e -> with(relations.minus(Relation.of(e)));
            case IncidentEvent other -> this;
        };
    }

    private Details with(IncidentDetailsChanged event) {
        return new Details(
                event.title() == null ? title : event.title(),
                event.summary() == null ? summary : blankToNull(event.summary()),
                event.services() == null ? services : event.services(),
                severity,
                impact,
                event.detection() == null ? detection : event.detection(),
                event.workedAt() == null ? workedAt : blankToNull(event.workedAt()),
                event.drill() == null ? drill : event.drill(),
                labels,
                causes,
                relations,
                stated);
    }

    private Details with(Severity changed) {
        return new Details(
                title, summary, services, changed, impact, detection, workedAt, drill, labels,
                causes, relations, stated);
    }

    private Details with(Impact changed) {
        return new Details(
                title, summary, services, severity, changed, detection, workedAt, drill, labels,
                causes, relations, stated);
    }

    private Details with(PSet<Cause> changed) {
        return new Details(
                title, summary, services, severity, impact, detection, workedAt, drill, labels,
                changed, relations, stated);
    }

    private Details with(PMap<Relation, RelationStated> changed) {
        return new Details(
                title, summary, services, severity, impact, detection, workedAt, drill, labels,
                causes, changed, stated);
    }

    private Details with(DurationStated event) {
        return new Details(
                title,
                summary,
                services,
                severity,
                impact,
                detection,
                workedAt,
                drill,
                labels,
                causes,
                relations,
                stated.plus(List.of(event.from(), event.to()), event.seconds()));
    }

    private Details with(LabelsChanged event) {
        SortedMap<String, String> changed = new TreeMap<>(labels);
        changed.keySet().removeAll(event.removed());
        changed.putAll(event.set());
        return new Details(
                title, summary, services, severity, impact, detection, workedAt, drill, changed,
                causes, relations, stated);
    }

    /** As the history takes it; the log holds blank texts that took away. */
    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
