package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    /** What the person wrote, in the Markdown of a safe subset. */
    String text();

    /** What somebody saw, did or thought. */
    record Note(String text) implements EntryContent {}

    /** What may be the matter, and whether it is still open. */
    record Hypothesis(String text, HypothesisState state) implements EntryContent {}

    /** What turned out to be so. */
    record Finding(String text) implements EntryContent {}

    /** What was decided, and why. */
    record Decision(String text) implements EntryContent {}

    /** What was done. */
    record Action(String text) implements EntryContent {}

    /**
     * A deployment or another change.
     *
     * @param service what changed
     * @param version what it changed to
     * @param link leads to the change
     * @param changeId the recorded change that this is; absent when it was told here for the first
     *     time
     */
    record Change(
            String text,
            @Nullable String service,
            @Nullable String version,
            @Nullable String link,
            @Nullable ChangeId changeId)
            implements EntryContent {}

    /**
     * Something that shows what happened.
     *
     * @param text the caption
     * @param link leads to the thing itself
     * @param file the thing itself
     */
    record EvidenceItem(
            String text, EvidenceType type, @Nullable String link, @Nullable EvidenceFile file)
            implements EntryContent {

        /** Evidence that is elsewhere. */
        public EvidenceItem(String text, EvidenceType type, @Nullable String link) {
            this(text, type, link, null);
        }
    }

    /**
     * What others were told, when they will hear next, and until when it may take, as far as anyone
     * dares say.
     *
     * @param nextUpdateDue by when they will hear next, cut to microseconds
     * @param estimate until when it may take, in words
     * @param duePolicy name and version of the cadence that set nextUpdateDue; absent when a person
     *     did
     * @param last true when they will hear nothing further; absent otherwise
     * @param template what the text was made from; absent when it was written for the occasion
     */
    record Update(
            String text,
            Audience audience,
            @Nullable Instant nextUpdateDue,
            @Nullable String estimate,
            @Nullable String duePolicy,
            @Nullable Boolean last,
            @Nullable TemplateVersion template)
            implements EntryContent {

        /** An update as a person wrote it. */
        public Update(
                String text,
                Audience audience,
                @Nullable Instant nextUpdateDue,
                @Nullable String estimate) {
            this(text, audience, nextUpdateDue, estimate, null, null, null);
        }

        public Update {
            nextUpdateDue =
                    nextUpdateDue == null ? null : nextUpdateDue.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** What a customer told us. */
    record CustomerReport(String text) implements EntryContent {}
}
