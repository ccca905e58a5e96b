package io.incidentledger.postmortem.document;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.RelationKind;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.Related;

/**
 * What the incident has to do with others, as far as it was stated of it: what others state of it,
 * and what only looks alike, is not part of its history.
 */
final class Relations {
    private final IncidentState incident;
    private final Page page;

    Relations(IncidentState incident, Page page) {
        this.incident = incident;
        this.page = page;
    }

    void write() {
        page.section("Related");
        OtherIncident into = incident.mergedInto();
        if (into == null && incident.merged().isEmpty() && incident.related().isEmpty()) {
            page.paragraph("None stated.");
            return;
        }
        if (into != null) {
            page.item("Merged into " + inline(into.named()) + ", which is measured alone.");
        }
        incident.merged()
                .forEach(
                        other ->
                                page.item(
                                        inline(other.named())
                                                + " was merged into this one: its timeline and its follow-ups are in its own postmortem, and it is not measured."));
        incident.related().forEach(this::related);
        page.blank();
    }

    private void related(Related related) {
        String note = related.note();
        page.item(
                Words.capital(words(related.kind(), related.other()))
                        + (note == null ? "" : ": " + MarkdownText.block(note, "  ")));
    }

    static String words(RelationKind kind, OtherIncident other) {
        return switch (kind) {
                    case RELATED -> "related to ";
                    case SAME_CAUSE -> "same cause as ";
                    case CAUSED_BY -> "caused by ";
                    case RECURRENCE_OF -> "recurrence of ";
                }
                + inline(other.named());
    }
}
