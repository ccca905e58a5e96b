package io.incidentledger.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a redaction leaves of every event there is. */
class WithoutWordsTest {
    private static final EventCodec CODEC = new EventCodec();

    /** The fields that hold what people put into words. */
    private static final Set<String> WORDS =
            Set.of(
                    "title",
                    "conclusion",
                    "summary",
                    "detail",
                    "workedAt",
                    "functionality",
                    "reason",
                    "note",
                    "text",
                    "newText",
                    "description",
                    "estimate",
                    "statement",
                    "service",
                    "version",
                    "services",
                    "labels",
                    "set",
                    "removed",
                    "instruction",
                    "link",
                    "tracker",
                    "salt");

    @ParameterizedTest
    @MethodSource("io.incidentledger.events.Sample#all")
    void nothing_but_the_mark_is_left_where_people_wrote(Sample sample) {
        byte[] payload = CODEC.encode(sample.event());

        byte[] shown = shown(sample, payload);

        JsonNode before = JsonMapper.shared().readTree(payload);
        JsonNode after = JsonMapper.shared().readTree(shown);
        assertThat(after.has("cause")).isEqualTo(sample.event() instanceof IncidentCancelled);
        requireMarked(after);
        if (sample.event() instanceof IncidentEvent) {
            // Times, handles and what is chosen from a list stay.
            before.properties().stream()
                    .filter(field -> field.getValue().isString() || field.getValue().isBoolean())
                    .filter(field -> !WORDS.contains(field.getKey()))
                    .filter(field -> !causeOf(sample.event(), field.getKey()))
                    .forEach(
                            field ->
                                    assertThat(after.get(field.getKey()))
                                            .isEqualTo(field.getValue()));
            assertThat(after.get("occurredAt")).isEqualTo(before.get("occurredAt"));
            assertThat(CODEC.decode(sample.type().storedName(), sample.type().version(), shown))
                    .isEqualTo(WithoutWords.of(sample.event()));
        }
        assertThat(shown(sample, shown)).isEqualTo(shown);
    }

    /** Why an incident was cancelled is chosen from a list; what it came from is not. */
    private static boolean causeOf(LedgerEvent event, String field) {
        return field.equals("cause") && !(event instanceof IncidentCancelled);
    }

    private static byte[] shown(Sample sample, byte[] payload) {
        return CODEC.withoutWords(sample.type().storedName(), sample.type().version(), payload);
    }

    private static void requireMarked(JsonNode node) {
        node.properties()
                .forEach(
                        field -> {
                            JsonNode value = field.getValue();
                            if (WORDS.contains(field.getKey()) && value.isString()) {
                                assertThat(value.stringValue())
                                        .as(field.getKey())
                                        .isIn(WithoutWords.MARK, "");
                            } else if (WORDS.contains(field.getKey())) {
                                assertThat(value.isEmpty()).as(field.getKey()).isTrue();
                            }
                            requireMarked(value);
                        });
    }

    @Test
    void nothing_is_left_of_what_cannot_be_read() {
        byte[] secret = "{\"secret\": 1}".getBytes(StandardCharsets.UTF_8);

        assertThat(CODEC.withoutWords("incident.declared", "1", secret)).asString().isEqualTo("{}");
        assertThat(CODEC.withoutWords("tomorrow", "1", secret)).asString().isEqualTo("{}");
    }

    @Test
    void of_two_redactions_the_first_stands_and_a_reason_can_be_hidden_too() {
        IncidentId incident = IncidentId.of("019a9f3c-5e00-7c41-8d2e-3b1f6a7c9d01");
        Fact closed = fact(3, new IncidentClosed(incident, "s3cret", null, null));
        Fact first = fact(5, redacted(incident, "named s3cret", 3, 9));
        Fact second = fact(7, redacted(incident, "again", 3, 5));

        Redactions redactions = Redactions.of(List.of(closed, first, second));

        Redaction stands = redactions.at(3);
        assertThat(stands).isNotNull();
        assertThat(stands.position()).isEqualTo(5);
        assertThat(stands.reason()).isEqualTo(WithoutWords.MARK);
        assertThat(redactions.applied(first).event().toString()).doesNotContain("s3cret");
        assertThat(redactions.applied(closed).event().toString()).doesNotContain("s3cret");
        // What comes after a redaction is not hidden by it.
        assertThat(redactions.at(9)).isNull();
    }

    private static WordsRedacted redacted(IncidentId incident, String reason, long... positions) {
        return new WordsRedacted(
                incident,
                null,
                Arrays.stream(positions)
                        .mapToObj(position -> new HiddenEvent(position, "00"))
                        .toList(),
                reason,
                null,
                null);
    }

    private static Fact fact(long position, LedgerEvent event) {
        return new Fact(
                position,
                Instant.parse("2026-11-20T14:00:00Z"),
                new Handle("@ana"),
                "",
                "",
                null,
                event);
    }
}
