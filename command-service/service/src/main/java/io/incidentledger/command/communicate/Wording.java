package io.incidentledger.command.communicate;

import io.incidentledger.command.communicate.UpdateTemplate.BadTemplate;
import io.incidentledger.command.communicate.UpdateTemplate.TooLongException;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.incident.Details;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Impact;
import io.incidentledger.events.Status;
import io.incidentledger.events.TemplateSet;
import io.incidentledger.events.UsersAffected;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Fills a template from what is known of an incident and what its sender adds. */
final class Wording {
    /** The placeholders that are filled without the sender. */
    private static final Set<String> KNOWN =
            Set.of(
                    "audience",
                    "estimate",
                    "impact",
                    "nextUpdateDue",
                    "number",
                    "services",
                    "severity",
                    "status",
                    "summary",
                    "title");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Wording() {}

    /**
     * @throws RefusedByRule when the values are not those that the template asks for, or what comes
     *     of them is no text
     */
    static String of(
            TemplateSet set,
            @Nullable String number,
            Details details,
            Status status,
            EntryContent.Update update,
            Map<String, String> values) {
        UpdateTemplate template = compiled(set);
        requireFitting(template, values);
        if (number == null && template.needed().contains("number")) {
            throw new RefusedByRule(
                    Rule.TEMPLATE_VALUES,
                    "the template needs the number of the incident, which has none yet; give a text instead",
                    "/template");
        }
        Map<String, String> texts = new HashMap<>(values);
        put(texts, "number", number);
        put(texts, "title", details.title());
        put(texts, "summary", details.summary());
        put(texts, "services", String.join(", ", details.services()));
        put(texts, "severity", details.severity());
        put(texts, "status", word(status));
        put(texts, "impact", impact(details.impact()));
        put(texts, "audience", word(update.audience()));
        put(texts, "estimate", update.estimate());
        Instant due = update.nextUpdateDue();
        put(texts, "nextUpdateDue", due == null ? null : TIME.format(due));
        try {
            String text = template.filled(texts, Checks.TEXT);
            if (text.isEmpty()) {
                throw refused("nothing is left of the template with these values", "");
            }
            return text;
        } catch (TooLongException tooLong) {
            throw refused("the text becomes longer than " + Checks.TEXT + " characters", "");
        }
    }

    /** The values that a template needs and does not get, by name. */
    static List<String> missing(TemplateSet set, Map<String, String> values) {
        return compiled(set).needed().stream()
                .filter(name -> !KNOWN.contains(name) && !values.containsKey(name))
                .sorted()
                .toList();
    }

    private static UpdateTemplate compiled(TemplateSet set) {
        try {
            return UpdateTemplate.of(set.text());
        } catch (BadTemplate recordedOtherwise) {
            // It was looked at when it was added: another program wrote it, or another version.
            throw new RefusedByRule(
                    Rule.UNKNOWN_TEMPLATE,
                    "the template cannot be used: " + recordedOtherwise.getMessage(),
                    "/template");
        }
    }

    private static void requireFitting(UpdateTemplate template, Map<String, String> values) {
        Set<String> asked = new TreeSet<>(template.names());
        asked.removeAll(KNOWN);
        for (String name : template.needed()) {
            if (!KNOWN.contains(name) && !values.containsKey(name)) {
                throw refused("the template needs " + name, "/" + name);
            }
        }
        for (String name : new TreeSet<>(values.keySet())) {
            if (!asked.contains(name)) {
                throw refused(
                        "the template takes "
                                + (asked.isEmpty() ? "no values" : String.join(", ", asked))
                                + " beside what is known of the incident",
                        "/" + name);
            }
        }
    }

    private static RefusedByRule refused(String detail, String place) {
        return new RefusedByRule(Rule.TEMPLATE_VALUES, detail, "/values" + place);
    }

    private static @Nullable String impact(@Nullable Impact impact) {
        if (impact == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        UsersAffected users = impact.users();
        if (users != null && users.percent() != null) {
            parts.add(users.plainPercent() + " % of users");
        } else if (users != null && users.count() != null) {
            parts.add(users.count() + " users");
        }
        if (impact.functionality() != null) {
            parts.add(impact.functionality());
        }
        if (impact.dataLoss() != null) {
            parts.add("data loss: " + word(impact.dataLoss()));
        }
        if (impact.workaround() != null) {
            String way = impact.workaround().description();
            parts.add(
                    "workaround: "
                            + (impact.workaround().exists()
                                    ? (way == null ? "yes" : way)
                                    : "none"));
        }
        return String.join("; ", parts);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, String> texts, String name, @Nullable Object text) {
        if (text != null) {
            texts.put(name, text.toString());
        }
    }
}
