package io.incidentledger.standalone.demo;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a file's words for the precision of a time read as ours. */
final class Precisions {
    private Precisions() {}

    /**
     * What is not one of the file's known words gives no minute: such a time keeps an entry in its
     * place and enters no computation.
     */
    static String of(@Nullable String stated) {
        String words = Objects.requireNonNullElse(stated, "");
        return switch (words) {
            case "exact", "by", "derived", "hour", "day" -> words;
            case "approx" -> "about";
            default -> "order";
        };
    }
}
