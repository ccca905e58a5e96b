package io.incidentledger.acceptance.openapi;

import io.incidentledger.acceptance.openapi.Recorder.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whom an operation lets in, and with which problems it is answered, by asking it wrongly. */
final class Refusals {
    private static final String UNKNOWN_TYPE = "application/x-none";

    private final Recorder ledger;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final String usedKey = "belongs-to-another-order";
    private final String tooLarge = "{\"title\": \"%s\"}".formatted("x".repeat(2 << 20));

    Refusals(Recorder ledger) throws Exception {
        this.ledger = ledger;
        for (String role : List.of("viewer", "responder")) {
            tokens.put(role, token("role", role));
        }
        tokens.put("admin", ledger.admin());
        tokens.put("changes", token("scope", "changes"));
        Exchange used =
                ledger.tries(
                        "POST",
                        "changes",
                        "{\"service\": \"checkout\"}",
                        ledger.admin(),
                        "Idempotency-Key",
                        usedKey);
        // Questions look a token up in the view, which comes after.
        Exchange seen =
                ledger.tries(
                        "GET",
                        "changes",
                        null,
                        ledger.admin(),
                        "Ledger-Min-Position",
                        used.headers().getOrDefault("Ledger-Position", ""));
        if (used.status() != 201 || seen.status() != 200) {
            throw new AssertionError(used + " " + seen);
        }
    }

    /**
     * What became of it.
     *
     * @param role the least one that is let in
     * @param slugs the problems, by status
     * @param headers of an order, those that it minds
     */
    record Found(String role, Map<String, Integer> slugs, Set<String> headers) {}

    /**
     * @param example how it was carried out before; null for what never was
     */
    Found of(Operation operation, @Nullable Exchange example) throws Exception {
        String method = operation.method();
        String target = example == null ? unknown(operation) : example.target();
        if (operation.suffixed()) {
            target = target.replaceFirst("(\\?|$)", ".none$1");
        }
        String address = operation.question() ? target : target.replaceFirst("\\?.*", "");
        String body = example == null ? null : example.sent();
        Set<String> headers = new TreeSet<>();
        List<Exchange> seen = new ArrayList<>();
        seen.add(ledger.tries(method, address, body, null));
        String wrong =
                operation.body() == null ? Parameters.with(address, "no.such", "1") : address;
        String unreadable = operation.body() == null ? null : "!";
        Map<String, Exchange> byToken = new LinkedHashMap<>();
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            byToken.put(token.getKey(), ledger.tries(method, wrong, unreadable, token.getValue()));
        }
        seen.addAll(byToken.values());
        if (operation.path().contains("{")) {
            // What a question needs, it needs here, too: or that it misses would be said first.
            String query = target.contains("?") ? target.substring(target.indexOf('?')) : "";
            seen.add(
                    ledger.tries(
                            method,
                            unknown(operation) + (operation.question() ? query : ""),
                            body,
                            ledger.admin()));
        }
        if (operation.dryable()) {
            seen.add(given(operation, address + "?dryRun=perhaps", body == null ? "{}" : body));
        }
        if (operation.question()) {
            seen.add(ledger.tries(method, address, null, ledger.admin(), "Accept", UNKNOWN_TYPE));
        } else if (body != null && operation.body() != null) {
            seen.add(given(operation, address, body, "Content-Type", "text/plain"));
            seen.add(given(operation, address, tooLarge));
            // The second one last: who does not mind it carries the order out.
            for (String[] header :
                    List.of(
                            new String[] {"If-Match", "\"0\""},
                            new String[] {"Idempotency-Key", usedKey})) {
                Exchange answer = given(operation, address, body, header);
                seen.add(answer);
                if (answer.status() == 412 || answer.status() == 422) {
                    headers.add(header[0]);
                }
            }
        }
        Map<String, Integer> slugs = new TreeMap<>();
        seen.stream()
                .filter(answer -> answer.status() >= 400)
                .forEach(answer -> slugs.put(answer.slug(), answer.status()));
        return new Found(
                byToken.entrySet().stream()
                        .filter(token -> token.getValue().status() != 403)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow(),
                slugs,
                headers);
    }

    private Exchange given(Operation operation, String address, String body, String... headers)
            throws Exception {
        return ledger.tries(
                operation.method(),
                address,
                body,
                ledger.admin(),
                operation.takesLines() && headers.length == 0
                        ? new String[] {"Content-Type", "application/x-ndjson"}
                        : headers);
    }

    private String token(String field, String word) throws Exception {
        return ledger.tries(
                        "POST",
                        "tokens",
                        "{\"handle\": \"@eva\", \"%s\": \"%s\"}".formatted(field, word),
                        ledger.admin())
                .json()
                .get("secret")
                .asString();
    }

    /** The address of what is not there. */
    private static String unknown(Operation operation) {
        return Pattern.compile("\\{([a-zA-Z0-9]+)}")
                .matcher(operation.shortPath().substring(1))
                .replaceAll(variable -> Parameters.unknown(variable.group(1)));
    }
}
