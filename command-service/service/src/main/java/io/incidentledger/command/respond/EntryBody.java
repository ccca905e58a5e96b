package io.incidentledger.command.respond;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EvidenceType;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entry of any kind that people make; each kind takes the fields that belong to it. */
public record EntryBody(
        @Nullable Kind kind,
        @Nullable String text,
        @Nullable HypothesisState state,
        @Nullable String service,
        @Nullable String version,
        @Nullable String link,
        @Nullable EvidenceType type,
        @Nullable Audience audience,
        @Nullable Instant nextUpdateDue,
        @Nullable String estimate,
        @Nullable Marker marker,
        @Nullable ThreadId thread,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {

    enum Kind {
        @JsonProperty("note")
        NOTE,
        @JsonProperty("hypothesis")
        HYPOTHESIS,
        @JsonProperty("finding")
        FINDING,
        @JsonProperty("decision")
        DECISION,
        @JsonProperty("action")
        ACTION,
        @JsonProperty("change")
        CHANGE,
        @JsonProperty("evidence")
        EVIDENCE,
        @JsonProperty("update")
        UPDATE,
        @JsonProperty("customer-report")
        CUSTOMER_REPORT;

        private boolean has(String field) {
            return switch (this) {
                case NOTE, FINDING, DECISION, ACTION, CUSTOMER_REPORT -> false;
                case HYPOTHESIS -> field.equals("state");
                case CHANGE ->
                        field.equals("service") || field.equals("version") || field.equals("link");
                case EVIDENCE -> field.equals("type") || field.equals("link");
                case UPDATE ->
                        field.equals("audience")
                                || field.equals("nextUpdateDue")
                                || field.equals("estimate");
            };
        }
    }

    @Override
    public void check(Checks checks) {
        checks.required(
                "/kind",
                kind,
                "note, hypothesis, finding, decision, action, change, evidence, update or customer-report");
        checks.text("/text", text, Checks.TEXT);
        checks.optionalText("/service", service, Checks.LINE);
        checks.optionalText("/version", version, Checks.LINE);
        checks.link("/link", link);
        checks.instant("/nextUpdateDue", nextUpdateDue);
        checks.optionalText("/estimate", estimate, Checks.LINE);
        checks.moment("/occurredAt", occurredAt);
        if (kind == Kind.EVIDENCE) {
            checks.required("/type", type, "image, link, log or query");
        }
        if (kind == Kind.UPDATE) {
            checks.required("/audience", audience, "internal, stakeholder or public");
        }
        onlyWhereItBelongs(checks, "state", state);
        onlyWhereItBelongs(checks, "service", service);
        onlyWhereItBelongs(checks, "version", version);
        onlyWhereItBelongs(checks, "link", link);
        onlyWhereItBelongs(checks, "type", type);
        onlyWhereItBelongs(checks, "audience", audience);
        onlyWhereItBelongs(checks, "nextUpdateDue", nextUpdateDue);
        onlyWhereItBelongs(checks, "estimate", estimate);
    }

    public RecordEntry entry(IncidentId incident, EntryId entry) {
        return new RecordEntry(incident, entry, content(), marker, thread, by, occurredAt);
    }

    private EntryContent content() {
        String words = Objects.requireNonNull(text);
        return switch (Objects.requireNonNull(kind)) {
            case NOTE -> new EntryContent.Note(words);
            case HYPOTHESIS ->
                    new EntryContent.Hypothesis(
                            words, state == null ? HypothesisState.OPEN : state);
            case FINDING -> new EntryContent.Finding(words);
            case DECISION -> new EntryContent.Decision(words);
            case ACTION -> new EntryContent.Action(words);
            case CHANGE -> new EntryContent.Change(words, service, version, link, null);
            case EVIDENCE ->
                    new EntryContent.EvidenceItem(words, Objects.requireNonNull(type), link);
            case UPDATE ->
                    new EntryContent.Update(
                            words, Objects.requireNonNull(audience), nextUpdateDue, estimate);
            case CUSTOMER_REPORT -> new EntryContent.CustomerReport(words);
        };
    }

    private void onlyWhereItBelongs(Checks checks, String field, @Nullable Object value) {
        if (value != null && kind != null && !kind.has(field)) {
            checks.reject(
                    "/" + field,
                    value.toString(),
                    "nothing here: an entry of this kind has no such field");
        }
    }
}
