package io.incidentledger.command.edge;

import io.incidentledger.command.edge.Answer.Hints;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.GuidelinesSet;
import io.incidentledger.events.Impact;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.SuggestedSeverity;
import io.incidentledger.events.WordsRedacted;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
        SortedMap<String, String> links =
                new TreeMap<>(
                        Map.of("changes", itself + "/changes", "runbooks", itself + "/runbooks"));
        GuidelinesSet guidelines = directory.guidelines(position);
        if (guidelines != null) {
            links.put("guidelines", "/api/v1/guidelines");
        }
        return new Hints(
                SuggestedSeverity.of(event.impact()),
                unknown(event.services(), position),
                guidelines,
                links);
    }

    /**
     * @param position of the event
     */
    Hints of(IncidentDetailsChanged event, long position) {
        List<String> services = event.services();
        return new Hints(null, services == null ? null : unknown(services, position), null, null);
    }

    /**
     * @param entry what it was ordered to hide
     * @param position of the event
     */
    @Nullable Hints of(WordsRedacted event, EntryId entry, long position) {
        SortedMap<String, String> elsewhere =
                directory.shownElsewhere(new ChangeId(entry.value()), event.incidentId(), position);
        return elsewhere.isEmpty() ? null : new Hints(null, null, null, elsewhere);
    }

    static Hints of(@Nullable Impact impact) {
        return new Hints(SuggestedSeverity.of(impact), null, null, null);
    }

    private List<String> unknown(List<String> services, long position) {
        return services.stream()
                .distinct()
                .filter(service -> !directory.knows(Tag.of("service", service), position))
                .toList();
    }
}
