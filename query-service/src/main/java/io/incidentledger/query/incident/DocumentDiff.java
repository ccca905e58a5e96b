package io.incidentledger.query.incident;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import io.incidentledger.query.incident.IncidentDiff.Side;
import java.util.List;

/**
 * What changed in the postmortem between two moments of the log, line by line of its Markdown.
 *
 * @param changes in the order of the document
 */
record DocumentDiff(String incident, Side from, Side to, List<Lines> changes) {
    private static final int CONTEXT = 3;

    /**
     * Lines that were replaced, added (none before) or taken away (none after).
     *
     * @param beforeLine the number of the first, one-based
     * @param afterLine the number of the first, one-based
     */
    record Lines(int beforeLine, List<String> before, int afterLine, List<String> after) {
        private static Lines of(AbstractDelta<String> delta) {
            return new Lines(
                    delta.getSource().getPosition() + 1,
                    delta.getSource().getLines(),
                    delta.getTarget().getPosition() + 1,
                    delta.getTarget().getLines());
        }
    }

    static DocumentDiff of(String incident, Side from, Side to, String before, String after) {
        return new DocumentDiff(
                incident,
                from,
                to,
                patch(before, after).getDeltas().stream().map(Lines::of).toList());
    }

    /** The same as a unified diff, of which nothing is left where nothing changed. */
    static String unified(String incident, Side from, Side to, String before, String after) {
        List<String> lines =
                UnifiedDiffUtils.generateUnifiedDiff(
                        incident + " at position " + from.position(),
                        incident + " at position " + to.position(),
                        lines(before),
                        patch(before, after),
                        CONTEXT);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static Patch<String> patch(String before, String after) {
        return DiffUtils.diff(lines(before), lines(after));
    }

    private static List<String> lines(String document) {
        return document.lines().toList();
    }
}
