package io.incidentledger.standalone.openapi;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Puts the same ids, hashes and times in the place of those that every run makes anew. */
final class Placeholders {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern SECRET = Pattern.compile("il_[A-Za-z0-9_-]{20,}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{1,9}Z");

    private final Map<String, String> known = new HashMap<>();
    private final Instant start = Instant.parse("2026-03-02T12:30:00Z");

    String in(String text) {
        String steady = replaced(UUID, text, n -> "01975000-0000-7000-8000-%012d".formatted(n));
        steady = replaced(HASH, steady, "%064x"::formatted);
        steady = replaced(SECRET, steady, n -> "il_of-this-token-only");
        return replaced(TIME, steady, n -> start.plusSeconds(n).toString());
    }

    private String replaced(Pattern pattern, String text, Function<Integer, String> nth) {
        return pattern.matcher(text)
                .replaceAll(
                        found ->
                                known.computeIfAbsent(
                                        found.group(), anew -> nth.apply(known.size() + 1)));
    }
}
