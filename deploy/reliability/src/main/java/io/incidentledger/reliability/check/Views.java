package io.incidentledger.reliability.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.reliability.check.Fault.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Compares what query nodes showed with the fold of the log and with each other. */
final class Views {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();
    private static final long ALL = Long.MAX_VALUE - 1;

    private final Ledger ledger;
    private final Documents documents;
    private final Faults faults;

    Views(Ledger ledger, Documents documents, Faults faults) {
        this.ledger = ledger;
        this.documents = documents;
        this.faults = faults;
    }

    void judge(List<ViewDump> dumps) {
        Map<String, ViewDump> first = new HashMap<>();
        for (ViewDump dump : dumps) {
            ViewDump other = first.putIfAbsent(dump.path(), dump);
            if (other != null && !other.body().equals(dump.body())) {
                faults.add(
                        kind(dump.path()),
                        dump.path() + " differs between " + other.node() + " and " + dump.node());
            }
            if (dump.status() != 200) {
                faults.add(
                        Kind.VIEW_DIFFERS,
                        dump.node() + " answered " + dump.status() + " to " + dump.path());
            } else {
                judge(dump);
            }
        }
    }

    private static Kind kind(String path) {
        return path.contains("/postmortem.") ? Kind.DOCUMENT_DIFFERS : Kind.VIEW_DIFFERS;
    }

    private void judge(ViewDump dump) {
        String path = dump.path();
        if (path.equals("incidents")) {
            incidents(dump);
        } else if (path.equals("follow-ups")) {
            followUps(dump);
        } else {
            String[] parts = path.split("/", -1);
            incident(dump, parts[1], parts.length > 2 ? parts[2] : "");
        }
    }

    private void incident(ViewDump dump, String id, String what) {
        switch (what) {
            case "postmortem.md" ->
                    same(Kind.DOCUMENT_DIFFERS, dump, documents.markdown(id, ALL), dump.body());
            case "postmortem.html" ->
                    same(Kind.DOCUMENT_DIFFERS, dump, documents.html(id, ALL), dump.body());
            case "events" -> events(dump, id);
            default ->
                    faults.add(Kind.VIEW_DIFFERS, "nobody knows what " + dump.path() + " must be");
        }
    }

    private void incidents(ViewDump dump) {
        Map<String, JsonNode> shown = byId(dump);
        if (!shown.keySet().equals(ledger.courses().keySet())) {
            sets(dump, ledger.courses().keySet(), shown.keySet());
        }
        ledger.courses()
                .keySet()
                .forEach(
                        id -> {
                            IncidentHistory history = documents.history(id, ALL);
                            sameTree(dump, id, JSON.valueToTree(history.state()), shown.get(id));
                        });
    }

    private void followUps(ViewDump dump) {
        Map<String, JsonNode> shown = byId(dump);
        Map<String, FollowUp> expected = new HashMap<>();
        for (String incident : ledger.courses().keySet()) {
            documents
                    .history(incident, ALL)
                    .followUps()
                    .forEach(it -> expected.put(it.id().toString(), it));
        }
        if (!shown.keySet().equals(expected.keySet())) {
            sets(dump, expected.keySet(), shown.keySet());
        }
        expected.forEach(
                (id, followUp) -> {
                    JsonNode item = shown.get(id);
                    if (item instanceof ObjectNode object) {
                        // Said of the incident and of today, not of the follow-up.
                        object.remove(List.of("incident", "overdueDays"));
                    }
                    JsonNode fold = JSON.valueToTree(followUp);
                    if (fold instanceof ObjectNode object) {
                        object.remove("incident");
                    }
                    sameTree(dump, id, fold, item);
                });
    }

    private void events(ViewDump dump, String id) {
        JsonNode items = JSON.readTree(dump.body()).path("items");
        List<LogEvent> events = ledger.course(id).events;
        if (items.size() != events.size()) {
            faults.add(
                    Kind.VIEW_DIFFERS,
                    dump.node()
                            + " has "
                            + items.size()
                            + " events of "
                            + id
                            + ", the log "
                            + events.size());
            return;
        }
        for (int i = 0; i < events.size(); i++) {
            LogEvent event = events.get(i);
            JsonNode item = items.get(i);
            boolean same =
                    item.path("position").asLong(-1) == event.position()
                            && item.path("id").asString("").equals(event.recorded().id())
                            && item.path("chain").asString("").equals(event.recorded().chain())
                            && item.path("payload")
                                    .equals(
                                            JSON.readTree(
                                                    new String(
                                                            event.recorded().payload(),
                                                            StandardCharsets.UTF_8)));
            if (!same) {
                faults.add(
                        Kind.VIEW_DIFFERS,
                        dump.node() + " shows at " + event.position() + ": " + item);
            }
        }
    }

    private static Map<String, JsonNode> byId(ViewDump dump) {
        Map<String, JsonNode> items = new HashMap<>();
        for (JsonNode item : JSON.readTree(dump.body()).path("items")) {
            items.put(item.path("id").asString(""), item);
        }
        return items;
    }

    private void sets(ViewDump dump, Iterable<String> expected, Iterable<String> shown) {
        TreeSet<String> missing = new TreeSet<>();
        expected.forEach(missing::add);
        TreeSet<String> surplus = new TreeSet<>();
        shown.forEach(surplus::add);
        TreeSet<String> both = new TreeSet<>(missing);
        both.retainAll(surplus);
        missing.removeAll(both);
        surplus.removeAll(both);
        faults.add(
                Kind.VIEW_DIFFERS,
                dump.node() + "'s " + dump.path() + " lack " + missing + " and invent " + surplus);
    }

    private void sameTree(ViewDump dump, String what, JsonNode expected, @Nullable JsonNode shown) {
        if (shown != null && !Trees.same(expected, shown)) {
            faults.add(
                    Kind.VIEW_DIFFERS,
                    dump.node() + " shows " + what + " as " + shown + ", the fold is " + expected);
        }
    }

    private void same(Kind kind, ViewDump dump, String expected, String shown) {
        if (!Objects.equals(expected, shown)) {
            faults.add(
                    kind, dump.path() + " of " + dump.node() + " is not what the renderer makes");
        }
    }
}
