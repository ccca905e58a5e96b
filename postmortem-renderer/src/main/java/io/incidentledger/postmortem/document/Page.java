package io.incidentledger.postmortem.document;

import java.util.List;

/**
 * Markdown in the making. What is put in is Markdown already: people's text has gone through {@link
 * MarkdownText}.
 */
final class Page {
    /** What stands where only people can write. */
    static final String NOT_WRITTEN = "*Not written yet.*";

    private final StringBuilder out = new StringBuilder();

    Page title(String text) {
        return line("# " + text).blank();
    }

    Page section(String text) {
        return line("## " + text).blank();
    }

    Page subsection(String text) {
        return line("### " + text).blank();
    }

    Page paragraph(String text) {
        return line(text).blank();
    }

    /** A list item, its further lines indented by two spaces. */
    Page item(String text) {
        return line("- " + text);
    }

    /** An item below the item before it. */
    Page note(String text) {
        return line("  - " + text);
    }

    Page table(List<String> header, List<List<String>> rows) {
        row(header);
        line("| --- ".repeat(header.size()) + "|");
        rows.forEach(this::row);
        return blank();
    }

    private void row(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    /** Ends a list. */
    Page blank() {
        return line("");
    }

    private Page line(String text) {
        out.append(text).append('\n');
        return this;
    }

    String markdown() {
        return out.toString().stripTrailing() + "\n";
    }
}
