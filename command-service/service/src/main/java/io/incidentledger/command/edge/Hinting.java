package io.incidentledger.command.edge;

import io.incidentledger.command.edge.Answer.Hints;
import io.incidentledger.events.Impact;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.SuggestedSeverity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an answer may say beside what was ordered. From the log up to the order alone, so that
 * a repeated order is answered as the first one was.
 */
final class Hinting {
    private final Directory directory;

    Hinting(Directory directory) {
        this.directory = directory;
    }

    /**
     * @param position of the event
     */
    Hints of(IncidentDeclared event, long position) {
        String itself =
                "/api/v1/incidents/"
                        + directory.number(Tag.of("incident", event.incidentId().toString()));
        return new Hints(
                SuggestedSeverity.of(event.impact()),
                unknown(event.services(), position),
                new TreeMap<>(
                        Map.of(
                                "changes", itself + "/changes",
                                "runbooks", itself + "/runbooks",
                                "guidelines", "/api/v1/guidelines")));
    }

    /**
     * @param position of the event
     */
    Hints of(IncidentDetailsChanged event, long position) {
        List<String> services = event.services();
        return new Hints(null, services == null ? null : unknown(services, position), null);
    }

    static Hints of(@Nullable Impact impact) {
        return new Hints(SuggestedSeverity.of(impact), null, null);
    }

    private List<String> unknown(List<String> services, long position) {
        return services.stream()
                .distinct()
                .filter(service -> !directory.knows(Tag.of("service", service), position))
                .toList();
    }
}
