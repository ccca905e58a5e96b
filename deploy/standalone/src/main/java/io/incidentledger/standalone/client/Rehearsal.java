package io.incidentledger.standalone.client;

import io.incidentledger.standalone.client.LedgerClient.Answer;
import io.incidentledger.standalone.client.LedgerClient.RefusedException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * An incident from its declaration to its postmortem, in a ledger that is thrown away: what it
 * needs is then in the cache that the JVM leaves, and the first orders of every later start, and of
 * a node that has just become the writer, do not wait for it.
 */
public final class Rehearsal {
    private final LedgerClient ledger;
    private int orders;

    private Rehearsal(LedgerClient ledger) {
        this.ledger = ledger;
    }

    /**
     * @param secret of a token that may administer the ledger
     * @throws RefusedException when the ledger says no to any of it
     */
    public static void run(URI address, String secret) throws RefusedException {
        try (LedgerClient ledger = new LedgerClient(address, secret)) {
            new Rehearsal(ledger).fromDeclarationToPostmortem();
        }
    }

    private void fromDeclarationToPostmortem() throws RefusedException {
        String incident =
                "incidents/"
                        + order(
                                        "incidents",
                                        Map.of(
                                                "title",
                                                "Rehearsal",
                                                "severity",
                                                "SEV2",
                                                "services",
                                                List.of("checkout")))
                                .id();
        order(
                incident + "/milestones",
                Map.of(
                        "milestone",
                        "impact-started",
                        "occurredAt",
                        Map.of("at", "2026-01-01T03:02:00+01:00", "precision", "about")));
        order(incident + "/roles", Map.of("role", "lead", "holder", "@rehearsal"));
        order(incident + "/timeline", Map.of("kind", "finding", "text", "It is **full**"));
        order(incident + "/status", Map.of("status", "identified"));
        order(incident + "/updates", Map.of("audience", "public", "text", "We are on it."));
        String followUp =
                "follow-ups/"
                        + order(
                                        incident + "/follow-ups",
                                        Map.of("title", "Alert on it", "priority", "high"))
                                .id();
        order(incident + "/resolve", Map.of("resolution", "rollback"));
        order(followUp + "/complete", Map.of("evidence", Map.of("statement", "Seen to fire")));
        ledger.ask(incident, "application/json");
        ledger.ask(incident + "/timeline", "application/json");
        ledger.ask(incident + "/postmortem.md", "text/markdown");
        ledger.ask(incident + "/postmortem.html", "text/html");
        ledger.ask("incidents?status=resolved&q=rehearsal", "application/json");
        ledger.ask("follow-ups", "application/json");
        ledger.ask("reports/overdue-follow-ups.md", "text/markdown");
        ledger.ask("reports/metrics", "application/json");
    }

    private Answer order(String path, Map<String, Object> body) throws RefusedException {
        return ledger.order(path, body, "rehearsal-" + ++orders);
    }
}
