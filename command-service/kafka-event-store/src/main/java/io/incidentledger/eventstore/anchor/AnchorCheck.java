package io.incidentledger.eventstore.anchor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Holds anchors against a log while somebody walks along it. Not thread-safe.
 *
 * <p>The signatures are not looked at: who takes anchors from elsewhere asks {@link
 * Anchor#signedBy} first.
 */
public final class AnchorCheck {

    /** How an anchor compares with the log. */
    public enum Verdict {
        /** The log has at the anchor's position what it had when the anchor was made. */
        HOLDS,
        /** The log has another history up to that position: it was rewritten. */
        REWRITTEN,
        /** The log ends before that position: its tail was cut off. */
        CUT_OFF,
        /** The walk did not come to that position. */
        NOT_REACHED
    }

    /** What became of an anchor. */
    public record Finding(Anchor anchor, Verdict verdict) {}

    private final TreeMap<Long, List<Anchor>> ahead = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** Against these, in any order. */
    public AnchorCheck(List<Anchor> anchors) {
        for (Anchor anchor : anchors) {
            ahead.computeIfAbsent(anchor.position(), position -> new ArrayList<>()).add(anchor);
        }
    }

    /** The walk has come past this event. */
    public void passed(long position, String chain) {
        if (ahead.isEmpty() || position < ahead.firstKey()) {
            return;
        }
        List<Anchor> here = ahead.remove(position);
        if (here != null) {
            for (Anchor anchor : here) {
                findings.add(
                        new Finding(
                                anchor,
                                anchor.chain().equals(chain) ? Verdict.HOLDS : Verdict.REWRITTEN));
            }
        }
    }

    /**
     * What became of each anchor, in the order of positions.
     *
     * @param end the position behind the last event of the log, or -1 when the walk did not come to
     *     its end
     */
    public List<Finding> findings(long end) {
        List<Finding> all = new ArrayList<>(findings);
        ahead.forEach(
                (position, anchors) -> {
                    Verdict verdict =
                            end >= 0 && position >= end ? Verdict.CUT_OFF : Verdict.NOT_REACHED;
                    anchors.forEach(anchor -> all.add(new Finding(anchor, verdict)));
                });
        all.sort(Comparator.comparingLong(finding -> finding.anchor().position()));
        return all;
    }
}
