package io.incidentledger.postmortem;

import io.incidentledger.events.Audience;
import io.incidentledger.events.DataLoss;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.Impact;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Priority;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.events.UsersAffected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A public incident of the test data, told as facts: history, entered by one person at one time.
 */
public final class ResearchIncident {
    private static final Map<String, Milestone> MILESTONES =
            Map.of(
                    "started_at", Milestone.IMPACT_STARTED,
                    "detected_at", Milestone.DETECTED,
                    "acknowledged_at", Milestone.ACKNOWLEDGED,
                    "declared_at", Milestone.DECLARED,
                    "mitigated_at", Milestone.MITIGATED,
                    "resolved_at", Milestone.RESOLVED);

    private final JsonNode json;
    private final Facts facts;

    private ResearchIncident(String id) {
        try (InputStream file =
                ResearchIncident.class.getResourceAsStream("/incidents/" + id + ".json")) {
            json = JsonMapper.shared().readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        facts = new Facts(id, Instant.parse("2026-11-21T09:00:00Z"));
    }

    public static Stream<String> ids() {
        return Stream.of(
                "cratesio-2020-02-20-index",
                "dfds-pm2023-001-total-node-failure",
                "dfds-pm2024-001-notready",
                "docsrs-2019-10-21-disk-full",
                "github-2018-10-21-mysql-failover",
                "gitlab-2017-01-31-database",
                "moj-2023-09-18-node-disk",
                "moj-2026-03-30-ingress-waf",
                "posthog-2025-09-29-flags-timeouts",
                "posthog-2025-10-28-flags-pools",
                "posthog-2026-01-17-sdk-fetch-wrapper",
                "pypi-2025-07-26-phishing");
    }

    public static JsonNode json(String id) {
        return new ResearchIncident(id).json;
    }

    public static List<Fact> facts(String id) {
        ResearchIncident incident = new ResearchIncident(id);
        incident.declare();
        incident.json.get("timeline").forEach(incident::entry);
        incident.milestones();
        incident.followUps();
        return incident.facts.all();
    }

    private void declare() {
        JsonNode impact = json.get("impact");
        JsonNode percent = impact.get("percent_failed");
        JsonNode accounts = impact.get("accounts_affected");
        facts.add(
                new IncidentDeclared(
                        facts.incident(),
                        json.get("title").asString(),
                        null,
                        List.of(json.get("service").asString()),
                        Severity.valueOf(
                                json.get("severity_guess")
                                        .asString()
                                        .replace("-", "")
                                        .substring(0, 4)),
                        new Impact(
                                percent == null && accounts == null
                                        ? null
                                        : new UsersAffected(
                                                accounts == null ? null : accounts.asLong(),
                                                percent == null ? null : percent.asDouble()),
                                impact.get("summary").asString(),
                                impact.get("data_loss").asBoolean() ? DataLoss.LOST : DataLoss.NONE,
                                null),
                        null,
                        null,
                        labels(),
                        false,
                        true,
                        null,
                        timestamp("declared_at")));
    }

    private SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("organisation", json.get("organisation").asString());
        labels.put("source", json.get("source").get("url").asString());
        return labels;
    }

    private void entry(JsonNode entry) {
        String text = entry.get("text").asString();
        Moment at = moment(entry);
        switch (entry.get("kind").asString()) {
            case "believed_resolved", "resolved" ->
                    facts.add(new IncidentResolved(facts.incident(), null, null, text, null, at));
            case "reopened" ->
                    facts.add(
                            new IncidentReopened(
                                    facts.incident(), Status.INVESTIGATING, text, null, at));
            default -> facts.entry(content(entry.get("kind").asString(), text), null, null, at);
        }
    }

    private static EntryContent content(String kind, String text) {
        return switch (kind) {
            case "action", "mitigated", "mitigated_partial", "escalated" ->
                    new EntryContent.Action(text);
            case "finding", "alert" -> new EntryContent.Finding(text);
            case "decision" -> new EntryContent.Decision(text);
            case "customer_report" -> new EntryContent.CustomerReport(text);
            case "status_page" -> new EntryContent.Update(text, Audience.PUBLIC, null, null);
            default -> new EntryContent.Note(text);
        };
    }

    private void milestones() {
        MILESTONES.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(
                        milestone -> {
                            Moment at = timestamp(milestone.getKey());
                            if (at != null) {
                                facts.milestone(milestone.getValue(), at);
                            }
                        });
    }

    private @Nullable Moment timestamp(String name) {
        JsonNode at = json.get("timestamps").get(name);
        return at.isNull()
                ? null
                : new Moment(
                        Instant.parse(at.asString()),
                        json.get("times_are_approximate").asBoolean()
                                ? Precision.ABOUT
                                : Precision.EXACT);
    }

    private static Moment moment(JsonNode entry) {
        String precision = entry.get("precision").asString();
        return new Moment(
                Instant.parse(entry.get("at").asString()),
                switch (precision) {
                    case "exact" -> Precision.EXACT;
                    case "approx" -> Precision.ABOUT;
                    case "by" -> Precision.BY;
                    case "derived" -> Precision.DERIVED;
                    case "hour" -> Precision.HOUR;
                    case "day" -> Precision.DAY;
                    default -> Precision.ORDER;
                });
    }

    private void followUps() {
        for (JsonNode followUp : json.get("follow_ups")) {
            JsonNode tracker = followUp.get("tracker");
            FollowUpId id =
                    facts.followUp(
                            followUp.get("text").asString(),
                            FollowUpType.valueOf(
                                    followUp.get("type_guess").asString().toUpperCase(Locale.ROOT)),
                            Priority.MEDIUM,
                            null,
                            null,
                            tracker.isNull() ? null : tracker.asString());
            if (followUp.get("state_stated").asString("").equals("done")) {
                facts.add(
                        new FollowUpCompleted(
                                facts.incident(),
                                id,
                                new Evidence(null, "The report says that it is done."),
                                null,
                                null));
            }
        }
    }
}
