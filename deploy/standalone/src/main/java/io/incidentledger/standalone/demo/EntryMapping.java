package io.incidentledger.standalone.demo;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each kind of timeline entry in a {@code research-incident/1} file. The table for
 * people is in deploy/demo/README.md, and a test compares the two.
 */
sealed interface EntryMapping {

    /** An entry of the timeline, of our kind {@code kind}. */
    record Recorded(String kind, @Nullable String marker, @Nullable String audience)
            implements EntryMapping {}

    /** The incident was resolved, as far as anybody knew then. */
    record Resolves() implements EntryMapping {}

    /** It was not resolved after all. */
    record Reopens() implements EntryMapping {}

    /** Claims nothing. */
    Recorded NOTE = new Recorded("note", null, null);

    Map<String, EntryMapping> TABLE =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("acknowledged", entry("action")),
                            Map.entry("action", entry("action")),
                            Map.entry("alert", marked("note", "detection")),
                            Map.entry("background", entry("note")),
                            Map.entry("believed_resolved", new Resolves()),
                            // To whom, the files do not say, and an update has an audience.
                            Map.entry("comms", entry("note")),
                            Map.entry("customer_report", entry("customer-report")),
                            Map.entry("decision", entry("decision")),
                            Map.entry("declared", entry("action")),
                            Map.entry("detected", marked("finding", "detection")),
                            Map.entry("escalated", entry("action")),
                            Map.entry("external", entry("note")),
                            Map.entry("finding", entry("finding")),
                            Map.entry("followup", entry("note")),
                            Map.entry("handover", entry("note")),
                            Map.entry("impact_change", entry("finding")),
                            Map.entry("impact_start", entry("finding")),
                            Map.entry("mitigated", marked("action", "repair")),
                            Map.entry("mitigated_partial", marked("action", "repair")),
                            Map.entry("progress", entry("note")),
                            Map.entry("recovered", marked("finding", "repair")),
                            Map.entry("reopened", new Reopens()),
                            Map.entry("resolved", new Resolves()),
                            Map.entry("role_assigned", entry("note")),
                            Map.entry("severity_changed", entry("decision")),
                            Map.entry("status_page", new Recorded("update", null, "public")),
                            Map.entry("trigger", entry("change"))));

    /** A kind that is not in the table becomes a note. */
    static EntryMapping of(String kind) {
        return TABLE.getOrDefault(kind, NOTE);
    }

    private static Recorded entry(String kind) {
        return new Recorded(kind, null, null);
    }

    private static Recorded marked(String kind, String marker) {
        return new Recorded(kind, marker, null);
    }
}
