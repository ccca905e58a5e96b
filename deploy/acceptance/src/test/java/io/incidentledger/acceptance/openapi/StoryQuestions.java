package io.incidentledger.acceptance.openapi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Asks every question once, after the {@link Story}, and is refused in every way. */
final class StoryQuestions {
    /** After everything that was recorded, whenever this runs; the same in every example. */
    private static final String LATER = "2099-01-01T00:00:00Z";

    private final Recorder ledger;

    StoryQuestions(Recorder ledger) {
        this.ledger = ledger;
    }

    void tell() throws Exception {
        String incident = "incidents/INC-1";
        ask(incident);
        maintain();
        beRefused(incident);
    }

    private void ask(String it) throws Exception {
        ledger.asks("incidents?status=closed&limit=1");
        for (String about :
                new String[] {
                    "",
                    "/timeline",
                    "/related",
                    "/changes",
                    "/runbooks",
                    "/metrics",
                    "/events?limit=2"
                }) {
            ledger.asks(it + about);
        }
        for (String format : new String[] {"text/markdown", "text/html", "application/json"}) {
            ledger.asks(it + "/postmortem", "Accept", format);
        }
        for (String format : new String[] {"application/json", "text/csv", "text/markdown"}) {
            ledger.asks("reports/overdue-follow-ups?asOf=" + LATER, "Accept", format);
        }
        ledger.asks(it + "/evidence/" + sha256("10:15 32 of 32 connections in use\n"));
        ledger.asks(it + "/diff?from=20&to=60");
        for (String format : new String[] {"application/json", "text/plain"}) {
            ledger.asks(it + "/postmortem/diff?from=20&to=60", "Accept", format);
        }
        for (String format : new String[] {"application/json", "text/csv", "text/markdown"}) {
            ledger.asks("reports/metrics?asOf=" + LATER, "Accept", format);
            ledger.asks("reports/overdue-updates", "Accept", format);
        }
        ledger.asks("reports/metrics/incidents?limit=1");
        ledger.asks("follow-ups?limit=1");
        ledger.asks("follow-ups/FU-2");
        ledger.asks("services?limit=1");
        ledger.asks("services/checkout");
        JsonNode changes = ledger.asks("changes?limit=1").json();
        ledger.asks("changes/" + changes.at("/items/0/id").asString());
        ledger.asks("runbooks?limit=1");
        ledger.asks("runbooks/RB-1");
        ledger.asks("guidelines");
        ledger.asks("templates");
        ledger.asks("people?limit=1");
        ledger.asks("people/@ana");
        ledger.asks("people/export");
        ledger.asks("openapi.json");
    }

    private void maintain() throws Exception {
        ledger.asks("log/head");
        ledger.asks("log/verify?limit=100");
        ledger.asks("log/anchor", "Accept", "application/json");
        ledger.asks("log/anchor", "Accept", "text/plain");
        ledger.listens("stream");
        ledger.asks("views");
        ledger.asks("views/ledger/parked");
        ledger.orders("views/ledger/parked/retry", "");
        ledger.orders("views/ledger/rebuild", "");
    }

    private void beRefused(String it) throws Exception {
        String[] token = {"Authorization", "Bearer " + ledger.admin()};
        ledger.isRefused("GET", "incidents?colour=red", null, token);
        ledger.isRefused("GET", "incidents", null);
        ledger.isRefused("GET", "incidents/INC-999", null, token);
        ledger.isRefused("GET", it + "/postmortem", null, and(token, "Accept", "image/png"));
        ledger.isRefused("GET", "incidents", null, and(token, "Ledger-Min-Position", "999999"));
        ledger.isRefused("PUT", it + "/close", "{}", token);
        String[] order = and(token, "Content-Type", "application/json");
        ledger.isRefused("POST", "incidents", "{\"title\": \"\"}", order);
        ledger.isRefused("POST", "incidents/INC-3/close", "{}", order);
        ledger.isRefused("POST", it + "/close", "{}", and(order, "If-Match", "\"7\""));
        ledger.isRefused("POST", it + "/close", "{}", and(token, "Content-Type", "text/plain"));
        String large = "{\"title\": \"%s\"}".formatted("x".repeat(2 << 20));
        ledger.isRefused("POST", "incidents", large, order);
        String viewer =
                ledger.orders("tokens", "{'handle': '@eva', 'role': 'viewer'}")
                        .get("secret")
                        .asString();
        ledger.isRefused(
                "POST",
                "incidents",
                "{}",
                "Authorization",
                "Bearer " + viewer,
                "Content-Type",
                "application/json");
    }

    private static String[] and(String[] headers, String... more) {
        return Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
