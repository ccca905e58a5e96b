package io.incidentledger.acceptance.openapi;

import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Gives every order once, so that the document has a true example of each. A new one gets its line
 * here; a new question in {@link StoryQuestions}.
 */
final class Story {
    private static final String DAY = "2026-03-02T";

    private final Recorder ledger;

    Story(Recorder ledger) {
        this.ledger = ledger;
    }

    void tell() throws Exception {
        organise();
        String incident = "incidents/INC-1";
        respond(incident);
        investigate(incident);
        finish(incident);
        enterThePast();
        followUp();
    }

    private void organise() throws Exception {
        String token =
                ledger.orders(
                                "tokens",
                                "{'handle': '@ana', 'role': 'responder', 'description': 'her laptop'}")
                        .get("id")
                        .asString();
        ledger.orders("tokens/" + token + "/revoke", "{'reason': 'lost'}");
        ledger.orders(
                "people",
                """
                {'handle': '@ana', 'displayName': 'Ana Alves', 'timeZone': 'Europe/Lisbon',
                 'workingHours': ['mon-fri 09:00-17:30'],
                 'addresses': [{'kind': 'mail', 'value': 'ana@example.com'}]}
                """);
        ledger.orders("people/@ana", "{'displayName': 'Ana Alves Costa'}");
        ledger.orders(
                "people/import",
                "{'people': [{'handle': 'team:payments', 'displayName': 'Payments', 'members': ['@ana', '@cem']}, {'handle': '@cem', 'displayName': 'Cem'}]}");
        ledger.orders("people/@cem/erase", "{}");
        ledger.orders(
                "services",
                """
                {'name': 'checkout', 'description': 'Takes the money', 'owner': 'team:payments',
                 'links': {'dashboard': 'https://graphs.example.com/checkout'},
                 'runbookLinks': {'restart': 'https://wiki.example.com/restart'},
                 'dependencies': ['payments-db']}
                """);
        ledger.orders("services", "{'name': 'basket'}");
        ledger.orders(
                "services/checkout",
                "{'description': 'Takes the money', 'owner': 'team:payments', 'dependencies': ['payments-db', 'queue']}");
        ledger.orders("services/basket/retire", "{'reason': 'part of checkout now'}");
        ledger.orders(
                "stated-figures",
                "{'period': '2026-Q1', 'from': 'detected', 'to': 'resolved', 'duration': 'PT1H17M', 'incidents': 3, 'source': 'https://status.example.com/log'}");
        ledger.orders("guidelines", "{'text': 'One lead. Say what you do **before** you do it.'}");
        ledger.orders(
                "templates",
                "{'name': 'calm', 'audience': 'public', 'text': '{{title}}: we are at it.'}");
        ledger.orders(
                "runbooks",
                """
                {'title': 'The pool runs dry', 'problem': 'Requests wait for a connection',
                 'possibleCauses': ['A slow query', 'A leak'], 'troubleshooting': ['Look at the pool'],
                 'resolution': ['Restart one node', 'Roll back'], 'services': ['checkout'],
                 'labels': {'region': 'eu'}}
                """);
        ledger.orders("runbooks", "{'title': 'Nobody needs this'}");
        ledger.orders(
                "runbooks/RB-1",
                """
                {'title': 'The pool runs dry', 'problem': 'Requests wait for a connection',
                 'possibleCauses': ['A slow query'], 'troubleshooting': ['Look at the pool'],
                 'resolution': ['Roll back'], 'services': ['checkout'], 'labels': {'region': 'eu'}}
                """);
        ledger.orders("runbooks/RB-2/retire", "{'reason': 'nobody needs it'}");
    }

    private void respond(String it) throws Exception {
        String change =
                ledger.orders(
                                "changes",
                                at(
                                        "09:40",
                                        "'service': 'checkout', 'kind': 'deployment', 'version': '4.2', 'link': 'https://ci.example.com/812', 'text': 'A smaller pool'"))
                        .get("id")
                        .asString();
        ledger.orders(
                "incidents",
                at(
                        "10:02",
                        """
                        'title': 'Checkout answers 502', 'summary': 'Nobody can pay', 'severity': 'SEV2',
                        'services': ['checkout'], 'labels': {'region': 'eu'},
                        'impact': {'users': {'count': 1200, 'percent': 40}, 'functionality': 'Paying',
                                   'dataLoss': 'none',
                                   'workaround': {'exists': true, 'description': 'Pay by invoice'}},
                        'detection': {'source': 'monitor', 'detail': 'probe from Oslo'},
                        'milestones': {'impact-started': {'at': '2026-03-02T09:50:00Z', 'precision': 'about'}},
                        'workedAt': 'https://meet.example.com/checkout'"""));
        ledger.orders("incidents", at("10:03", "'title': 'Paying is slow'"));
        ledger.orders("incidents", at("10:04", "'title': 'A probe in Oslo fails'"));
        ledger.orders(it + "/details", at("10:05", "'summary': 'Four in ten cannot pay'"));
        ledger.orders(
                it + "/severity", at("10:05", "'severity': 'SEV1', 'reason': 'All of Europe'"));
        ledger.orders(
                it + "/impact",
                at(
                        "10:06",
                        "'impact': {'users': {'percent': 60}, 'dataLoss': 'suspected'}, 'reason': 'More probes'"));
        ledger.orders(it + "/labels", at("10:06", "'set': {'tier': '1'}, 'remove': ['region']"));
        ledger.orders(it + "/status", at("10:07", "'status': 'investigating'"));
        ledger.orders(it + "/milestones", at("09:58", "'milestone': 'detected'"));
        ledger.orders(it + "/roles", at("10:07", "'role': 'lead', 'holder': '@ana'"));
        ledger.orders(it + "/roles", at("10:07", "'role': 'scribe', 'holder': '@cem'"));
        ledger.orders(
                it + "/roles/lead/handover",
                at(
                        "10:30",
                        "'from': '@ana', 'to': '@ben', 'note': 'The pool is the lead we have'"));
        ledger.orders(
                it + "/roles/scribe/release", at("10:31", "'holder': '@cem', 'reason': 'lunch'"));
        ledger.orders(
                it + "/updates",
                at(
                        "10:10",
                        "'text': 'We are looking into it', 'audience': 'public', 'nextUpdateDue': '2026-03-02T10:40:00Z', 'estimate': '2026-03-02T11:30:00Z'"));
        ledger.orders(it + "/updates?dryRun=true", "{'template': 'public', 'estimate': 'an hour'}");
        ledger.orders(it + "/changes", "{'change': '%s', 'marker': 'diagnosis'}".formatted(change));
        ledger.orders(it + "/runbooks", at("10:12", "'runbook': 'RB-1'"));
        ledger.orders(
                it + "/runbooks/RB-1/steps/1",
                at("10:14", "'outcome': 'done', 'note': 'It is dry'"));
        ledger.orders(it + "/runbooks/missing", at("10:15", ""));
    }

    private void investigate(String it) throws Exception {
        String thread = id(it + "/threads", at("10:16", "'title': 'The pool', 'owner': '@ben'"));
        String threads = it + "/threads/" + thread;
        String entries = it + "/timeline";
        String guess =
                id(
                        entries,
                        at(
                                "10:17",
                                "'kind': 'hypothesis', 'text': 'The pool is too small', 'thread': '%s'"
                                        .formatted(thread)));
        String other = id(entries, at("10:18", "'kind': 'note', 'text': 'Ana called the bank'"));
        String wrong = id(entries, at("10:19", "'kind': 'finding', 'text': 'It is the network'"));
        String secret = id(entries, at("10:20", "'kind': 'note', 'text': 'The key is hunter2'"));
        ledger.orders(
                entries + "/" + guess + "/outcome",
                at("10:21", "'state': 'confirmed', 'text': 'Every connection is taken'"));
        ledger.orders(entries + "/" + guess + "/pin", at("10:22", "'pinned': true"));
        ledger.orders(entries + "/" + guess + "/marker", at("10:22", "'marker': 'turning-point'"));
        ledger.orders(
                entries + "/" + other + "/correction",
                at("10:23", "'newText': 'Ben called the bank', 'reason': 'It was Ben'"));
        JsonNode retracted =
                ledger.orders(
                        entries + "/" + wrong + "/retraction",
                        at("10:24", "'reason': 'Measured at the wrong place'"));
        ledger.orders(
                entries + "/" + secret + "/redaction", at("10:25", "'reason': 'holds a secret'"));
        ledger.orders(
                it + "/redactions",
                at(
                        "10:26",
                        "'positions': [%s], 'reason': 'names a customer'"
                                .formatted(retracted.get("position"))));
        ledger.orders(
                it + "/evidence",
                at(
                        "10:26",
                        "'text': 'Connections in use', 'link': 'https://graphs.example.com/pool'"));
        ledger.uploads(it + "/evidence", "pool.log", "10:15 32 of 32 connections in use\n");
        ledger.orders(threads + "/assign", at("10:27", "'owner': '@cem'"));
        ledger.orders(threads + "/close", at("10:28", "'conclusion': 'The pool it is'"));
        ledger.orders(threads + "/reopen", at("10:29", "'reason': 'The new pool is dry, too'"));
    }

    private void finish(String it) throws Exception {
        ledger.orders(it + "/resolve", at("10:40", "'resolution': 'restart'"));
        ledger.orders(it + "/reopen", at("10:50", "'reason': 'It is back'"));
        ledger.orders(
                it + "/resolve",
                at(
                        "11:20",
                        "'resolution': 'rollback', 'durability': 'lasting', 'text': 'Back to 4.1'"));
        ledger.orders(
                it + "/stated-durations",
                "{'from': 'detected', 'to': 'resolved', 'duration': 'PT1H20M', 'note': 'as the status page says'}");
        ledger.orders(it + "/causes", at("11:30", "'cause': 'connection-pool'"));
        ledger.orders(
                "incidents/INC-2/merge",
                at("11:32", "'into': 'INC-1', 'reason': 'The same outage'"));
        ledger.orders(
                "incidents/INC-3/cancel",
                at("11:33", "'cause': 'false-alarm', 'reason': 'The probe was broken'"));
    }

    private void enterThePast() throws Exception {
        ledger.orders("import/incidents?dryRun=true", "{'declare': {'title': 'Long ago'}}");
        ledger.orders(
                "import/incidents",
                """
                {'source': {'system': 'status.example.com', 'id': 'kxg2r1', 'url': 'https://status.example.com/kxg2r1'},
                 'declare': {'title': 'Checkout fails', 'severity': 'SEV2', 'services': ['checkout'],
                             'milestones': {'detected': {'at': '2025-03-01T14:00:00Z', 'precision': 'hour'}}},
                 'orders': [
                   {'timeline': {'kind': 'finding', 'text': 'The pool ran dry', 'occurredAt': '2025-03-01T14:20:00Z'}},
                   {'resolve': {'text': 'Rolled back', 'occurredAt': '2025-03-01T15:00:00Z'}},
                   {'causes': {'cause': 'connection-pool'}}]}
                """);
        ledger.ordersMany(
                "import",
                """
                {'declare': {'title': 'Longer ago'}}
                {'declare': {'title': ''}}
                """);
        ledger.orders(
                "incidents/INC-1/related",
                at("11:35", "'other': 'INC-4', 'kind': 'recurrence-of', 'note': 'The pool again'"));
    }

    private void followUp() throws Exception {
        ledger.orders(
                "incidents/INC-1/follow-ups",
                at(
                        "12:00",
                        "'title': 'Alert on the pool', 'type': 'detect', 'priority': 'high', 'owner': '@ben', 'tracker': 'https://tracker.example.com/77'"));
        // FU-1 is the runbook that was missing.
        String it = "follow-ups/FU-2";
        ledger.orders(it + "/assign", at("12:01", "'owner': '@ana', 'reason': 'Ben is away'"));
        ledger.orders(
                it + "/reschedule",
                at("12:02", "'due': '2026-03-20', 'reason': 'After the freeze'"));
        ledger.orders(
                it + "/priority", at("12:03", "'priority': 'urgent', 'reason': 'It came back'"));
        ledger.orders(it + "/start", at("12:04", ""));
        ledger.orders(
                it + "/complete",
                at(
                        "12:05",
                        "'evidence': {'link': 'https://ci.example.com/901', 'statement': 'It fired in a game day'}"));
        ledger.orders(it + "/verify", at("12:06", "'note': 'Seen it fire'"));
        ledger.orders("follow-ups/FU-1/decline", at("12:07", "'reason': 'There is one'"));
        ledger.orders(
                "follow-ups/FU-1/reopen", at("12:08", "'reason': 'It is about another pool'"));
        ledger.orders("incidents/INC-1/close", at("12:30", "'note': 'All is said'"));
    }

    private String id(String path, String body) throws Exception {
        return UUID.fromString(ledger.orders(path, body).get("id").asString()).toString();
    }

    private static String at(String time, String fields) {
        return "{%s'occurredAt': '%s%s:00Z'}"
                .formatted(fields.isEmpty() ? "" : fields + ", ", DAY, time);
    }
}
