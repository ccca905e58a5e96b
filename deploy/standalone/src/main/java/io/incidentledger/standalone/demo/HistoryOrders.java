package io.incidentledger.standalone.demo;

import io.incidentledger.standalone.demo.ResearchIncident.Entry;
import io.incidentledger.standalone.demo.ResearchIncident.FollowUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a past incident into the order that imports it: declared with the milestones the file
 * holds, then its timeline in the file's order, then its follow-ups. The same file always gives the
 * same order.
 */
final class HistoryOrders {
    private static final Pattern SEVERITY =
            Pattern.compile("\\bsev[- ]?([1-5])\\b", Pattern.CASE_INSENSITIVE);

    /** What the sources call how long it took, and the milestones that they mean. */
    private static final Map<String, List<String>> STATED =
            new TreeMap<>(
                    Map.of(
                            "duration_minutes", List.of("impact-started", "resolved"),
                            "ttd_minutes", List.of("impact-started", "detected"),
                            "ttr_minutes", List.of("detected", "mitigated"),
                            "time_to_repair_minutes", List.of("detected", "mitigated"),
                            "time_to_resolve_minutes", List.of("detected", "resolved")));

    private static final String ADDRESS = "https?://[^\\s]+";

    private final ResearchIncident incident;
    private final List<Order> orders = new ArrayList<>();
    private boolean resolved;
    private boolean reopened;
    private @Nullable Instant resolvedAt;

    private HistoryOrders(ResearchIncident incident) {
        this.incident = incident;
    }

    /** The body of {@code POST /import/incidents}. */
    static Map<String, Object> of(ResearchIncident incident) {
        HistoryOrders history = new HistoryOrders(incident);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", history.source());
        body.put("declare", history.declaration());
        body.put("orders", history.all().stream().map(Order::step).toList());
        return body;
    }

    /** What comes after the declaration. */
    static List<Order> orders(ResearchIncident incident) {
        return new HistoryOrders(incident).all();
    }

    static Map<String, Object> declaration(ResearchIncident incident) {
        return new HistoryOrders(incident).declaration();
    }

    private List<Order> all() {
        incident.timeline().forEach(this::enter);
        resolveAsStamped();
        STATED.forEach(this::stated);
        incident.followUps().forEach(this::followUp);
        return List.copyOf(orders);
    }

    /** The file is the source: what it cites is in the summary. */
    private Map<String, Object> source() {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("system", ResearchIncident.SCHEMA);
        source.put("id", incident.id());
        String url = incident.source() == null ? null : incident.source().url();
        put(source, "url", url != null && url.matches(ADDRESS) ? url : null);
        return source;
    }

    private Map<String, Object> declaration() {
        ResearchIncident.Timestamps times = incident.timestamps();
        Map<String, Object> milestones = new LinkedHashMap<>();
        put(milestones, "impact-started", milestone(times.startedAt(), "impact_start"));
        put(milestones, "detected", milestone(times.detectedAt(), "detected"));
        put(milestones, "acknowledged", milestone(times.acknowledgedAt(), "acknowledged"));
        put(milestones, "declared", milestone(times.declaredAt(), "declared"));
        put(milestones, "mitigated", milestone(times.mitigatedAt(), "mitigated"));

        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", incident.title());
        put(body, "summary", summary());
        body.put("services", incident.service() == null ? List.of() : List.of(incident.service()));
        put(body, "severity", severity());
        put(body, "impact", impact());
        put(body, "detection", detection());
        body.put("milestones", milestones);
        body.put("labels", labels());
        put(body, "occurredAt", milestones.get("declared"));
        return body;
    }

    private void enter(Entry entry) {
        Map<String, Object> when = moment(entry.at(), Precisions.of(entry.precision()));
        switch (EntryMapping.of(entry.kind())) {
            case EntryMapping.Recorded recorded -> record(entry, recorded, when);
            case EntryMapping.Resolves _ when resolved -> record(entry, EntryMapping.NOTE, when);
            case EntryMapping.Resolves _ -> {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("text", entry.text());
                body.put("occurredAt", when);
                order("resolve", body);
                resolved = true;
                resolvedAt = entry.at();
            }
            case EntryMapping.Reopens _ when !resolved -> record(entry, EntryMapping.NOTE, when);
            case EntryMapping.Reopens _ -> {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("to", "investigating");
                body.put("reason", entry.text());
                body.put("occurredAt", when);
                order("reopen", body);
                resolved = false;
                reopened = true;
            }
        }
    }

    private void record(Entry entry, EntryMapping.Recorded as, Map<String, Object> when) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", as.kind());
        body.put("text", entry.text());
        put(body, "audience", as.audience());
        put(body, "marker", as.marker());
        body.put("occurredAt", when);
        order("timeline", body);
    }

    /** The file's resolution where no entry of the timeline is it. */
    private void resolveAsStamped() {
        Instant stamped = incident.timestamps().resolvedAt();
        if (stamped == null || (resolved && stamped.equals(resolvedAt))) {
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        Map<String, Object> when = milestone(stamped, "resolved");
        if (resolved) {
            body.put("milestone", "resolved");
            put(body, "occurredAt", when);
            order("milestones", body);
        } else {
            put(body, "text", reopened ? incident.timestampsNote() : null);
            put(body, "occurredAt", when);
            order("resolve", body);
            resolved = true;
        }
    }

    /** Beside the times, whether they agree or not. */
    private void stated(String metric, List<String> milestones) {
        Integer minutes = incident.statedMetrics().get(metric);
        if (minutes != null) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("from", milestones.getFirst());
            body.put("to", milestones.getLast());
            body.put("duration", Duration.ofMinutes(minutes).toString());
            body.put("note", metric.replace("_minutes", "").replace('_', ' '));
            order("stated-durations", body);
        }
    }

    private void followUp(FollowUp followUp) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", followUp.text());
        body.put("type", followUpType(followUp.typeGuess()));
        put(body, "tracker", followUp.tracker());
        orders.add(new Order("follow-ups", body, stated(followUp)));
    }

    /** Where the file states nothing, the follow-up stays open. */
    private List<Order> stated(FollowUp followUp) {
        return switch (Objects.requireNonNullElse(followUp.stateStated(), "")) {
            case "in progress" -> List.of(new Order("start", Map.of(), List.of()));
            case "done" ->
                    List.of(new Order("complete", Map.of("evidence", evidence()), List.of()));
            default -> List.of();
        };
    }

    /** The source says so; a source that is no address stays in words. */
    private Map<String, Object> evidence() {
        Map<String, Object> evidence = new LinkedHashMap<>();
        String url = incident.source() == null ? null : incident.source().url();
        if (url != null && url.matches(ADDRESS)) {
            evidence.put("link", url);
            evidence.put("statement", "The source states: done.");
        } else {
            evidence.put(
                    "statement",
                    "The source states: done." + (url == null ? "" : " Source: " + url));
        }
        return evidence;
    }

    private static String followUpType(@Nullable String guess) {
        String type = Objects.requireNonNullElse(guess, "");
        return switch (type) {
            case "prevent", "detect", "mitigate", "repair", "process", "investigate" -> type;
            default -> "other";
        };
    }

    /** What the source states, where that names one of our levels; else the researcher's guess. */
    private @Nullable String severity() {
        return level(incident.severityStated())
                .or(() -> level(incident.severityGuess()))
                .orElse(null);
    }

    private static Optional<String> level(@Nullable String words) {
        Matcher matcher = SEVERITY.matcher(Objects.requireNonNullElse(words, ""));
        return matcher.find() ? Optional.of("SEV" + matcher.group(1)) : Optional.empty();
    }

    private @Nullable Map<String, Object> impact() {
        Map<String, Object> impact = new LinkedHashMap<>();
        if (incident.impact().get("accounts_affected") instanceof Number count) {
            impact.put("users", Map.of("count", count));
        }
        put(impact, "functionality", impactInWords());
        if (incident.impact().get("data_loss") instanceof Boolean lost) {
            impact.put("dataLoss", lost ? "lost" : "none");
        }
        return impact.isEmpty() ? null : impact;
    }

    private @Nullable String impactInWords() {
        StringJoiner words = new StringJoiner("; ");
        incident.impact()
                .forEach(
                        (name, value) -> {
                            if (name.equals("summary")) {
                                words.add(value.toString());
                            } else if (!name.equals("data_loss")) {
                                words.add(name.replace('_', ' ') + ": " + value);
                            }
                        });
        return words.length() == 0 ? null : words.toString();
    }

    /** Only where the file says what noticed first; its words for it are in the timeline. */
    private @Nullable Map<String, Object> detection() {
        Instant detected = incident.timestamps().detectedAt();
        if (detected == null) {
            return null;
        }
        return incident.timeline().stream()
                .filter(entry -> !entry.at().isAfter(detected))
                .filter(entry -> entry.kind().equals("alert"))
                .findFirst()
                .map(entry -> detection("monitor", entry))
                .or(
                        () ->
                                incident.timeline().stream()
                                        .filter(entry -> entry.at().equals(detected))
                                        .filter(entry -> entry.kind().equals("customer_report"))
                                        .findFirst()
                                        .map(entry -> detection("user", entry)))
                .orElse(null);
    }

    private static Map<String, Object> detection(String source, Entry entry) {
        return Map.of("source", source, "detail", entry.text());
    }

    private Map<String, Object> labels() {
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put("source-id", incident.id());
        put(labels, "organisation", incident.organisation());
        if (severity() != null) {
            labels.put(
                    "severity-by",
                    level(incident.severityStated()).isPresent() ? "source" : "researcher");
        }
        return labels;
    }

    private @Nullable String summary() {
        StringJoiner summary = new StringJoiner("\n\n");
        paragraph(summary, "", (String) incident.impact().get("summary"));
        paragraph(summary, "Trigger: ", incident.trigger());
        paragraph(summary, "Contributing factors: ", joined(incident.contributingFactors()));
        paragraph(summary, "Went poorly: ", joined(incident.wentPoorly()));
        paragraph(summary, "Got lucky: ", joined(incident.gotLucky()));
        paragraph(summary, "Lesson stated: ", incident.lessonStated());
        paragraph(summary, "About the times: ", incident.timestampsNote());
        paragraph(summary, "Source: ", incident.source() == null ? null : incident.source().url());
        return summary.length() == 0 ? null : summary.toString();
    }

    private static @Nullable String joined(List<String> points) {
        return points.isEmpty() ? null : String.join("; ", points);
    }

    private static void paragraph(StringJoiner summary, String heading, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            summary.add(heading + text);
        }
    }

    /**
     * A milestone takes its precision from the entry that tells of it. Without one, its time was
     * worked out by whoever wrote the file.
     */
    private @Nullable Map<String, Object> milestone(@Nullable Instant at, String kind) {
        if (at == null) {
            return null;
        }
        String unstated = incident.timesAreApproximate() ? "about" : "derived";
        String precision =
                incident.timeline().stream()
                        .filter(entry -> entry.at().equals(at) && entry.kind().equals(kind))
                        .findFirst()
                        .map(entry -> Precisions.of(entry.precision()))
                        .orElse(unstated);
        return moment(at, precision);
    }

    private static Map<String, Object> moment(Instant at, String precision) {
        Map<String, Object> moment = new LinkedHashMap<>();
        moment.put("at", at.toString());
        moment.put("precision", precision);
        return moment;
    }

    private void order(String name, Map<String, Object> body) {
        orders.add(new Order(name, body, List.of()));
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
