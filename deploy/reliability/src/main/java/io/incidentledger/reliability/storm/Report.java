package io.incidentledger.reliability.storm;

import io.incidentledger.reliability.check.Check;
import io.incidentledger.reliability.storm.Outcome.Done;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** An outcome as Markdown, as docs/reliability.md shows it. */
final class Report {
    private final Outcome outcome;

    Report(Outcome outcome) {
        this.outcome = outcome;
    }

    String markdown() {
        Map<FaultKind, List<Done>> kinds = new EnumMap<>(FaultKind.class);
        outcome.done()
                .forEach(
                        it ->
                                kinds.computeIfAbsent(it.step().kind(), kind -> new ArrayList<>())
                                        .add(it));
        Check.Result result = outcome.result();
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "Seed %d, %d faults, %d min %d s.%n%n",
                        outcome.seed(),
                        outcome.done().size(),
                        outcome.seconds() / 60,
                        outcome.seconds() % 60));
        outcome.complaints().forEach(it -> text.append("**").append(it).append("**\n\n"));
        outcome.ended()
                .forEach(
                        (member, times) ->
                                text.append(member + " ended by itself, " + times + " times.\n\n"));
        text.append(
                "| fault | times | orders succeed again after, median | at most | longest pause,"
                        + " median | at most | beats given up |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- |\n");
        kinds.forEach(
                (kind, done) ->
                        text.append(
                                String.format(
                                        Locale.ROOT,
                                        "| %s | %d | %s | %s | %s | %s | %d |%n",
                                        kind.words,
                                        done.size(),
                                        seconds(median(done, Done::recoveredMillis)),
                                        seconds(most(done, Done::recoveredMillis)),
                                        seconds(median(done, Done::longestPauseMillis)),
                                        seconds(most(done, Done::longestPauseMillis)),
                                        done.stream().mapToInt(Done::failed).sum())));
        outcome.leftOut().stream()
                .distinct()
                .forEach(
                        kind ->
                                text.append(
                                        "\nLeft out, because this machine mounts no file system: "
                                                + kind.words
                                                + ".\n"));
        text.append(
                String.format(
                        Locale.ROOT,
                        "%n| | |%n| --- | --- |%n| events in the log | %d |%n"
                                + "| orders sent (repetitions left out) | %d |%n"
                                + "| requests acknowledged | %d |%n"
                                + "| requests refused by a rule, a version or for want of the thing | %d |%n"
                                + "| requests that were told: nothing recorded, try again | %d |%n"
                                + "| requests with unknown outcome | %d |%n"
                                + "| orders of which nobody was ever told, and that happened | %d |%n"
                                + "| orders of which nobody was ever told, and that did not | %d |%n"
                                + "| looks at views that were answered | %d |%n"
                                + "| **faults that the check found** | **%d** |%n",
                        result.events(),
                        result.orders(),
                        result.acknowledged(),
                        result.refused(),
                        result.unavailable(),
                        result.unknown(),
                        result.unknownRecorded(),
                        result.unknownLost(),
                        result.seen(),
                        result.faults().size()));
        return text.toString();
    }

    private static long median(List<Done> done, ToLongFunction<Done> value) {
        List<Long> sorted = new ArrayList<>(done.stream().mapToLong(value).boxed().toList());
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static long most(List<Done> done, ToLongFunction<Done> value) {
        return done.stream().mapToLong(value).max().orElse(0);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
}
