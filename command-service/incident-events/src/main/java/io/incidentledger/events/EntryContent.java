package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person put on the timeline, by kind. The text is the person's own, in the Markdown of a
 * safe subset.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EntryContent.Note.class, name = "note"),
    @JsonSubTypes.Type(value = EntryContent.Hypothesis.class, name = "hypothesis"),
    @JsonSubTypes.Type(value = EntryContent.Finding.class, name = "finding"),
    @JsonSubTypes.Type(value = EntryContent.Decision.class, name = "decision"),
    @JsonSubTypes.Type(value = EntryContent.Action.class, name = "action"),
    @JsonSubTypes.Type(value = EntryContent.Change.class, name = "change"),
    @JsonSubTypes.Type(value = EntryContent.EvidenceItem.class, name = "evidence"),
    @JsonSubTypes.Type(value = EntryContent.Update.class, name = "update"),
    @JsonSubTypes.Type(value = EntryContent.CustomerReport.class, name = "customer-report")
})
public sealed interface EntryContent {
    String text();

    record Note(String text) implements EntryContent {}

    record Hypothesis(String text, HypothesisState state) implements EntryContent {}

    record Finding(String text) implements EntryContent {}

    record Decision(String text) implements EntryContent {}

    record Action(String text) implements EntryContent {}

    /** A deployment or another change; {@code link} leads to it. */
    record Change(
            String text, @Nullable String service, @Nullable String version, @Nullable String link)
            implements EntryContent {}

    /** {@code text} is the caption; {@code link} leads to the thing itself. */
    record EvidenceItem(String text, EvidenceType type, @Nullable String link)
            implements EntryContent {}

    /**
     * What others were told, when they will hear next, and until when it may take, as far as anyone
     * dares say.
     */
    record Update(
            String text,
            Audience audience,
            @Nullable Instant nextUpdateDue,
            @Nullable String estimate)
            implements EntryContent {}

    record CustomerReport(String text) implements EntryContent {}
}
