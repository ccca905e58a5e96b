package io.incidentledger.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A past incident as a {@code research-incident/1} file holds it. What the file leaves open is null
 * or empty; fields without a use here are passed over.
 */
record ResearchIncident(
        String schema,
        String id,
        String title,
        @Nullable String organisation,
        @Nullable String service,
        @Nullable @JsonProperty("severity_guess") String severityGuess,
        @Nullable @JsonProperty("severity_stated") String severityStated,
        @JsonProperty("times_are_approximate") boolean timesAreApproximate,
        Timestamps timestamps,
        @Nullable @JsonProperty("timestamps_note") String timestampsNote,
        Map<String, Object> impact,
        @Nullable String trigger,
        @JsonProperty("contributing_factors") List<String> contributingFactors,
        @JsonProperty("went_poorly") List<String> wentPoorly,
        @JsonProperty("got_lucky") List<String> gotLucky,
        @Nullable @JsonProperty("lesson_stated") String lessonStated,
        @JsonProperty("stated_metrics") Map<String, Integer> statedMetrics,
        List<Entry> timeline,
        @JsonProperty("follow_ups") List<FollowUp> followUps,
        @Nullable Source source) {

    static final String SCHEMA = "research-incident/1";

    @SuppressWarnings("RedundantNullCheck") // Jackson hands in null for a missing field.
    ResearchIncident {
        if (!SCHEMA.equals(schema)) {
            throw new IllegalArgumentException(
                    "its schema is " + schema + ", readable here is " + SCHEMA);
        }
        // The id is the beginning of every Idempotency-Key.
        if (id == null || !id.matches("[!-~]{1,120}")) {
            throw new IllegalArgumentException(
                    "its id is " + id + ", not 1 to 120 visible ASCII characters without spaces");
        }
        if (title == null || title.isBlank()) {
            throw new IllegalArgumentException("it has no title");
        }
        timestamps = timestamps == null ? Timestamps.UNKNOWN : timestamps;
        impact = impact == null ? Map.of() : impact;
        contributingFactors = orEmpty(contributingFactors);
        wentPoorly = orEmpty(wentPoorly);
        gotLucky = orEmpty(gotLucky);
        statedMetrics = statedMetrics == null ? Map.of() : statedMetrics;
        timeline = orEmpty(timeline);
        followUps = orEmpty(followUps);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    record Timestamps(
            @Nullable @JsonProperty("started_at") Instant startedAt,
            @Nullable @JsonProperty("detected_at") Instant detectedAt,
            @Nullable @JsonProperty("acknowledged_at") Instant acknowledgedAt,
            @Nullable @JsonProperty("declared_at") Instant declaredAt,
            @Nullable @JsonProperty("mitigated_at") Instant mitigatedAt,
            @Nullable @JsonProperty("resolved_at") Instant resolvedAt) {
        static final Timestamps UNKNOWN = new Timestamps(null, null, null, null, null, null);
    }

    record Entry(Instant at, @Nullable String precision, String kind, String text) {
        @SuppressWarnings("RedundantNullCheck") // Jackson hands in null for a missing field.
        Entry {
            if (at == null || kind == null || text == null || text.isBlank()) {
                throw new IllegalArgumentException("a timeline entry lacks its time, kind or text");
            }
        }
    }

    record FollowUp(
            String text,
            @Nullable @JsonProperty("type_guess") String typeGuess,
            @Nullable String tracker,
            @Nullable @JsonProperty("state_stated") String stateStated) {
        @SuppressWarnings("RedundantNullCheck") // Jackson hands in null for a missing field.
        FollowUp {
            if (text == null || text.isBlank()) {
                throw new IllegalArgumentException("a follow-up lacks its text");
            }
        }
    }

    record Source(@Nullable String url, @Nullable String published) {}
}
