package io.incidentledger.events;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page a stranger reads first is made from what the code says. */
class EventCatalogueTest {
    private static final CommittedFile PAGE =
            new CommittedFile(
                    CommittedFile.MODULE.resolve("../../docs/event-catalogue.md").normalize());
    private static final String SCHEMAS =
            "../command-service/incident-events/src/main/resources/io/incidentledger/events/schema/";
    private static final Map<String, String> AREAS = new LinkedHashMap<>();

    static {
        AREAS.put("incident", "An incident");
        AREAS.put("timeline", "Its timeline");
        AREAS.put("thread", "Its threads");
        AREAS.put("followup", "Its follow-ups");
        AREAS.put("service", "The catalogue of services");
        AREAS.put("change", "Changes and deployments");
        AREAS.put("runbook", "Runbooks");
        AREAS.put("guidance", "What the organisation has agreed on");
        AREAS.put("figure", "What is published of many incidents");
        AREAS.put("access", "Who may do what");
    }

    @Test
    void the_catalogue_shows_every_event_as_it_is() throws IOException {
        StringBuilder page = new StringBuilder(introduction());
        page.append("\n## Fields that many events have\n\n");
        page.append("The lists of fields below leave these out where they mean just this.\n\n");
        page.append(table(common()));

        AREAS.forEach((area, title) -> page.append(area(area, title)));

        PAGE.holds(page.toString());
    }

    private static String introduction() throws IOException {
        try (InputStream text =
                EventCatalogueTest.class.getResourceAsStream("/catalogue/introduction.md")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String area(String area, String title) {
        List<EventType> types =
                Arrays.stream(EventType.values())
                        .filter(type -> type.storedName().startsWith(area + "."))
                        .toList();
        StringBuilder section = new StringBuilder("\n## " + title + "\n\n");
        section.append("| event | version | meaning | tags | opens a number |\n");
        section.append("| --- | --- | --- | --- | --- |\n");
        for (EventType type : types) {
            LedgerEvent example = example(type);
            String counter = example.counter();
            row(
                    section,
                    "[`%s`](%s%s.v%s.json)"
                            .formatted(
                                    type.storedName(), SCHEMAS, type.storedName(), type.version()),
                    type.version(),
                    EventSchemas.of(type).get("description").asString(),
                    words(new TreeMap<>(example.tags()).keySet().stream()),
                    counter == null ? "" : counter + "-n");
        }
        for (EventType type : types) {
            List<Published.Field> own =
                    fields(type).filter(field -> !common().contains(field)).toList();
            if (!own.isEmpty()) {
                section.append("\n### ").append(type.storedName());
                section.append(", version ").append(type.version()).append("\n\n");
                section.append(table(own));
            }
        }
        return section.toString();
    }

    private static LedgerEvent example(EventType type) {
        return Sample.all()
                .filter(sample -> sample.type() == type)
                .map(Sample::event)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Published.Field> fields(EventType type) {
        return Published.fields(EventSchemas.of(type))
                .filter(field -> !field.place().equals("/"))
                .filter(
                        field ->
                                !field.place().endsWith("]/kind") && !field.place().endsWith("/*"));
    }

    /** As the plainest event of a follow-up has them. */
    private static List<Published.Field> common() {
        Set<String> names = Set.of("incidentId", "followUpId", "by", "occurredAt", "salt");
        return fields(EventType.FOLLOW_UP_STARTED)
                .filter(field -> names.contains(field.place().split("/")[1]))
                .toList();
    }

    private static String table(List<Published.Field> fields) {
        StringBuilder table = new StringBuilder("| field | type | required | meaning |\n");
        table.append("| --- | --- | --- | --- |\n");
        for (Published.Field field : fields) {
            row(
                    table,
                    "`" + field.place().substring(1).replace('/', '.') + "`",
                    type(field.form()),
                    field.place().endsWith("]") ? "" : field.required() ? "yes" : "no",
                    field.meaning());
        }
        return table.toString();
    }

    private static String type(JsonNode form) {
        if (form.has("kinds")) {
            return "one of the kinds below";
        }
        if (form.path("type").asString("").equals("array")) {
            return "list of strings";
        }
        if (form.has("enum")) {
            return words(form.get("enum").valueStream().map(JsonNode::asString));
        }
        String type = form.path("format").asString(form.path("type").asString());
        if (form.has("pattern")) {
            type += " like `" + form.get("pattern").asString() + "`";
        }
        return form.has("minimum")
                ? type
                        + " from "
                        + form.get("minimum")
                        + (form.has("maximum") ? " to " + form.get("maximum") : "")
                : type;
    }

    private static String words(Stream<String> words) {
        return words.map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    private static void row(StringBuilder table, String... cells) {
        table.append(
                Arrays.stream(cells)
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
