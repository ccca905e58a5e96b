package io.incidentledger.postmortem.document;

import io.incidentledger.events.Handle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words of the domain, from the names that the code gives them. */
final class Words {
    private Words() {}

    /** {@code FEATURE_DISABLED} is "feature disabled". */
    static String of(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String capital(String words) {
        return words.isEmpty()
                ? words
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** A handle may hold what Markdown would read as emphasis. */
    static String handle(@Nullable Handle handle, String none) {
        return handle == null ? none : MarkdownText.inline(handle.value());
    }

    /** {@code once}, {@code twice}, {@code 3 times}. */
    static String times(int count) {
        return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
    }

    /** {@code event 5}, {@code events 5 and 6}; none gives a dash. */
    static String events(List<Long> positions) {
        return positions.isEmpty()
                ? "–"
                : (positions.size() == 1 ? "event " : "events ")
                        + list(positions.stream().map(String::valueOf).toList());
    }

    /** {@code 1 follow-up}, {@code 2 follow-ups}. */
    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code a, b and c}. */
    static String list(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }
}
