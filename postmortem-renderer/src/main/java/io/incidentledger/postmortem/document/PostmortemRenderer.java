package io.incidentledger.postmortem.document;

import io.incidentledger.postmortem.history.IncidentHistory;

/**
 * Writes the postmortem of an incident.
 *
 * <p>The same history and settings give the same bytes, on any machine, whatever its time zone and
 * locale. People's text cannot change the structure of the document. Thread-safe.
 */
public final class PostmortemRenderer {
    /** Changes whenever the same input gives other bytes. */
    public static final String TEMPLATE = "standard 2";

    private PostmortemRenderer() {}

    /** CommonMark with tables; lines end with a line feed. */
    public static String markdown(IncidentHistory history, DocumentSettings settings) {
        Page page = new Page();
        Times times = new Times(settings.zone());
        new Overview(history, times, page).write();
        new TimelineSection(history, times, page).write();
        new Aftermath(history, page).write();
        new Communication(history, page).write();
        page.section("External text").paragraph(Page.NOT_WRITTEN);
        new RecordNotes(history).write(page);
        footer(settings, times, page);
        return page.markdown();
    }

    /** A standalone page, made from {@link #markdown}; it loads nothing from elsewhere. */
    public static String html(IncidentHistory history, DocumentSettings settings) {
        return HtmlPage.of(markdown(history, settings));
    }

    private static void footer(DocumentSettings settings, Times times, Page page) {
        page.paragraph("---");
        page.paragraph(
                "Made from the ledger at position "
                        + settings.position()
                        + (settings.chain() == null
                                ? ""
                                : ", chain value `" + settings.chain() + "`")
                        + ", with the template "
                        + TEMPLATE
                        + ", in UTC"
                        + (times.local() ? " and " + times.zone() : "")
                        + ". Whoever makes it again from the same position, template and zone gets the same bytes.");
    }
}
