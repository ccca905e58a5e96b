package io.incidentledger.postmortem.document;

import io.incidentledger.events.EntryContent.EvidenceItem;
import io.incidentledger.events.EvidenceFile;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.TimelineItem;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts images into a page, so that it shows them wherever it is saved, to whoever gets it. */
final class EmbeddedImages {
    /** Ours alone: nothing that people wrote is a tag. */
    private static final Pattern IMAGE = Pattern.compile("<img src=\"evidence/([0-9a-f]{64})\"");

    /** What browsers draw, and no more than draw. */
    private static final Pattern DRAWN = Pattern.compile("image/(png|jpeg|gif|webp)");

    private EmbeddedImages() {}

    static String in(String page, IncidentHistory history, Images images) {
        Map<String, EvidenceFile> files = new HashMap<>();
        for (TimelineItem item : history.timeline()) {
            if (item.event() instanceof TimelineEntryRecorded entry
                    && entry.content() instanceof EvidenceItem evidence
                    && evidence.file() != null
                    && DRAWN.matcher(evidence.file().mediaType()).matches()) {
                files.put(evidence.file().sha256(), evidence.file());
            }
        }
        return IMAGE.matcher(page)
                .replaceAll(
                        found -> {
                            EvidenceFile file = files.get(found.group(1));
                            byte[] content = file == null ? null : images.content(file);
                            return file == null || content == null
                                    ? Matcher.quoteReplacement(found.group())
                                    : "<img src=\"data:"
                                            + file.mediaType()
                                            + ";base64,"
                                            + Base64.getEncoder().encodeToString(content)
                                            + "\"";
                        });
    }
}
