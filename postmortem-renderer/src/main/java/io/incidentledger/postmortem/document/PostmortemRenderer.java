package io.incidentledger.postmortem.document;

import io.incidentledger.events.Redaction;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.SupportHours;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes the postmortem of an incident.
 *
 * <p>The same history and settings give the same bytes, on any machine, whatever its time zone and
 * locale. People's text cannot change the structure of the document. Thread-safe.
 */
public final class PostmortemRenderer {
    /** Changes whenever the same input gives other bytes. */
    public static final String TEMPLATE = "standard 8";

    private PostmortemRenderer() {}

    /** CommonMark with tables; lines end with a line feed. */
    public static String markdown(IncidentHistory history, DocumentSettings settings) {
        Page page = new Page();
        Times times = new Times(settings.zone());
        new Overview(history, settings.hours(), times, page).write();
        new TimelineSection(history, times, page).write();
        new Aftermath(history, page).write();
        new Communication(history, page).write();
        new Relations(history.state(), page).write();
        page.section("External text").paragraph(Page.NOT_WRITTEN);
        new RecordNotes(history, settings.hours()).write(page);
        footer(history.redactions(), settings, times, page);
        return page.markdown();
    }

    /**
     * A page made from {@link #markdown}; it loads nothing from elsewhere but the images of the
     * evidence, which are beside it.
     */
    public static String html(IncidentHistory history, DocumentSettings settings) {
        return html(history, settings, image -> null);
    }

    /**
     * As {@link #html(IncidentHistory, DocumentSettings)}, with images in it.
     *
     * @param images those in it; of the same ones, the same bytes
     */
    public static String html(IncidentHistory history, DocumentSettings settings, Images images) {
        return EmbeddedImages.in(HtmlPage.of(markdown(history, settings)), history, images);
    }

    private static void footer(
            List<Redaction> redactions, DocumentSettings settings, Times times, Page page) {
        SupportHours hours = settings.hours();
        OptionalLong last = redactions.stream().mapToLong(Redaction::position).max();
        page.paragraph("---");
        page.paragraph(
                "Made from the ledger at position "
                        + settings.position()
                        + (settings.chain() == null
                                ? ""
                                : ", chain value `" + settings.chain() + "`")
                        + (last.isEmpty()
                                ? ""
                                : ", with the redactions up to position " + last.getAsLong())
                        + ", with the template "
                        + TEMPLATE
                        + ", in UTC"
                        + (times.local() ? " and " + times.zone() : "")
                        + (hours == null
                                ? ""
                                : ", with the support hours " + MarkdownText.inline(hours.words()))
                        + ". Whoever makes it again from the same position, "
                        + (last.isEmpty() ? "" : "redactions, ")
                        + (hours == null ? "template and zone" : "template, zone and support hours")
                        + " gets the same bytes.");
    }
}
