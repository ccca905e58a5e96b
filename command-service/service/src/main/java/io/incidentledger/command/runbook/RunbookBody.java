package io.incidentledger.command.runbook;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.runbook.RunbookCommand.Content;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A runbook, whole. */
record RunbookBody(
        @Nullable String title,
        @Nullable String problem,
        @Nullable List<String> possibleCauses,
        @Nullable List<String> troubleshooting,
        @Nullable List<String> resolution,
        @Nullable List<String> services,
        @Nullable SortedMap<String, String> labels)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.text("/title", title, Checks.LINE);
        checks.optionalText("/problem", problem, Checks.TEXT);
        checks.texts("/possibleCauses", possibleCauses, Checks.PARAGRAPH);
        checks.texts("/troubleshooting", troubleshooting, Checks.PARAGRAPH);
        checks.texts("/resolution", resolution, Checks.PARAGRAPH);
        checks.texts("/services", services, Checks.LINE);
        checks.labels("/labels", labels);
    }

    Content content() {
        return new Content(
                requireNonNull(title),
                problem,
                requireNonNullElse(possibleCauses, List.of()),
                requireNonNullElse(troubleshooting, List.of()),
                requireNonNullElse(resolution, List.of()),
                requireNonNullElse(services, List.of()),
                requireNonNullElseGet(labels, TreeMap::new));
    }
}
