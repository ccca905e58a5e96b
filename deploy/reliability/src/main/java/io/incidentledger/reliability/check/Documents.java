package io.incidentledger.reliability.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.incidentledger.events.Fact;
import io.incidentledger.postmortem.document.DocumentSettings;
import io.incidentledger.postmortem.document.PostmortemRenderer;
import io.incidentledger.postmortem.history.IncidentHistory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;

/** What the renderer makes of the log's events, for comparison with what nodes served. */
public final class Documents {
    private final Ledger ledger;

    Documents(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The fold of an incident's events up to a position. */
    IncidentHistory history(String incident, long upTo) {
        Ledger.Course course = ledger.course(incident);
        List<Fact> facts =
                course.events.subList(0, course.countUpTo(upTo)).stream()
                        .map(LogEvent::fact)
                        .toList();
        return IncidentHistory.of(facts);
    }

    String markdown(String incident, long upTo) {
        IncidentHistory history = history(incident, upTo);
        return PostmortemRenderer.markdown(history, settings(incident, history));
    }

    String html(String incident, long upTo) {
        IncidentHistory history = history(incident, upTo);
        return PostmortemRenderer.html(history, settings(incident, history));
    }

    String digest(String incident, long upTo) {
        return digest(markdown(incident, upTo));
    }

    /** SHA-256 of a document, in hex. */
    public static String digest(String document) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(document.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    private DocumentSettings settings(String incident, IncidentHistory history) {
        long version = history.state().version();
        Ledger.Course course = ledger.course(incident);
        return new DocumentSettings(
                ZoneOffset.UTC,
                version,
                course.events.get(course.countUpTo(version) - 1).recorded().chain());
    }
}
