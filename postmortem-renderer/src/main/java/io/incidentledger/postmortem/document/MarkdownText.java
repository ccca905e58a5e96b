package io.incidentledger.postmortem.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * People's text as Markdown that stays in its place.
 *
 * <p>What survives is a small subset, on one line: {@code `code`}, {@code *emphasis*}, {@code
 * **strong**} and bare http and https addresses, which become links that show where they lead.
 * Everything else reads as it was typed. Control, bidirectional and invisible format characters are
 * shown by their code point. Works in time linear in the text; thread-safe.
 *
 * <p>The result must be put where a word could stand, after a space or at the start of a line.
 */
public final class MarkdownText {
    private static final int LONGEST_INLINE = 2_000;
    private static final int LONGEST_BLOCK = 20_000;

    /** Flexmark takes a time quadratic in the lines of a paragraph. */
    private static final int MOST_LINES = 1_000;

    private static final int LONGEST_ADDRESS = 2_000;
    private static final int DEEPEST_INDENT = 40;
    private static final char NO_BREAK_SPACE = '\u00A0';
    private static final String ADDRESS_PUNCTUATION = "-._~:/?#[]@!$&'()*+,;=%";
    private static final String NOT_AT_THE_END = ".,:;!?'()[]*_~&#";
    private static final String LINE_ENDS = "\n\r\u000B\f\u0085\u2028\u2029";

    private final String text;
    private final boolean inTable;
    private final StringBuilder out;
    private int at;

    /** How far addresses were read, since many may end in the same place, and where they end. */
    private int addressRead;

    private int addressEnd;

    private MarkdownText(String text, boolean inTable, StringBuilder out) {
        this.text = text;
        this.inTable = inTable;
        this.out = out;
    }

    /**
     * On one line, for a table cell, a heading or within a sentence: line breaks become spaces, and
     * what is longer than 2,000 characters is cut, saying so.
     */
    public static String inline(String text) {
        Cut cut = Cut.of(text, LONGEST_INLINE, LONGEST_INLINE);
        List<String> lines = new ArrayList<>();
        for (String line : lines(cut.shown())) {
            lines.add(escaped(line, true));
        }
        return String.join(" ", lines) + cut.note();
    }

    /**
     * As one paragraph that keeps its line breaks and indentation, for a paragraph or a list item;
     * empty lines go, and what is longer than 20,000 characters or 1,000 lines is cut, saying so.
     *
     * @param indent what the lines after the first begin with: the spaces of the list item
     */
    static String block(String text, String indent) {
        Cut cut = Cut.of(text, LONGEST_BLOCK, MOST_LINES);
        List<String> lines = new ArrayList<>();
        for (String line : lines(cut.shown())) {
            String content = line.stripLeading();
            int spaces = Math.min(line.length() - content.length(), DEEPEST_INDENT);
            lines.add(String.valueOf(NO_BREAK_SPACE).repeat(spaces) + escaped(content, false));
        }
        return String.join("\\\n" + indent, lines) + cut.note();
    }

    /** As paragraphs, parted where empty lines part them; cut like {@link #block}. */
    static String paragraphs(String text) {
        Cut cut = Cut.of(text, LONGEST_BLOCK, MOST_LINES);
        List<String> paragraphs = new ArrayList<>();
        for (String part : cut.shown().replace("\r\n", "\n").split("\n[ \t]*\n")) {
            if (!part.isBlank()) {
                paragraphs.add(block(part, ""));
            }
        }
        return String.join("\n\n", paragraphs) + cut.note();
    }

    /** Struck out, line by line: what {@link #block} or {@link #inline} made. */
    static String struck(String markdown) {
        if (markdown.isEmpty()) {
            return markdown;
        }
        String[] lines = markdown.split("\n");
        for (int i = 0; i < lines.length; i++) {
            boolean last = i == lines.length - 1;
            String line = last ? lines[i] : lines[i].substring(0, lines[i].length() - 1);
            int start = 0;
            // After a space the tildes would open nothing.
            while (start < line.length()
                    && (line.charAt(start) == ' ' || line.charAt(start) == NO_BREAK_SPACE)) {
                start++;
            }
            lines[i] =
                    line.substring(0, start)
                            + "~~"
                            + line.substring(start)
                            + "~~"
                            + (last ? "" : "\\");
        }
        return String.join("\n", lines);
    }

    /** What of a text is shown, and what is said of the rest. */
    private record Cut(String shown, String note) {
        /**
         * @param lines how many that are not blank
         */
        static Cut of(String text, int longest, int lines) {
            int end = Math.min(text.length(), longest);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            int full = 0;
            boolean blank = true;
            for (int i = 0; i < end; i++) {
                boolean lineEnds = LINE_ENDS.indexOf(text.charAt(i)) >= 0;
                if (lineEnds && !blank && ++full == lines) {
                    end = i;
                }
                blank = lineEnds || blank && Character.isWhitespace(text.charAt(i));
            }
            String left = text.substring(end);
            boolean nothing =
                    left.chars()
                            .allMatch(c -> Character.isWhitespace(c) || LINE_ENDS.indexOf(c) >= 0);
            return new Cut(
                    text.substring(0, end),
                    nothing
                            ? ""
                            : " … (cut here; " + left.length() + " more characters in the record)");
        }
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("[" + LINE_ENDS + "]")) {
            if (!line.isBlank()) {
                lines.add(line.stripTrailing().replace('\t', ' '));
            }
        }
        return lines.isEmpty() ? List.of("(empty)") : lines;
    }

    private static String escaped(String line, boolean inTable) {
        String visible = visible(inTable ? line.strip() : line);
        StringBuilder out = new StringBuilder(visible.length() + 16);
        new MarkdownText(visible, inTable, out).escapeStart().escape();
        return out.toString();
    }

    /** Tells a reader what would otherwise change the page unseen. */
    private static String visible(String line) {
        StringBuilder out = new StringBuilder(line.length());
        line.codePoints()
                .forEach(
                        codePoint -> {
                            if (unseen(codePoint)) {
                                out.append("⟨U+")
                                        .append(String.format(Locale.ROOT, "%04X", codePoint))
                                        .append('⟩');
                            } else {
                                out.appendCodePoint(codePoint);
                            }
                        });
        return out.toString();
    }

    private static boolean unseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            // Joiners belong to scripts and to emoji.
            case Character.FORMAT -> codePoint != 0x200C && codePoint != 0x200D;
            case Character.CONTROL, Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** At the start of a line some characters open a block. */
    private MarkdownText escapeStart() {
        if (text.isEmpty()) {
            return this;
        }
        if (">+-=#:".indexOf(text.charAt(0)) >= 0) {
            escapeOne();
            return this;
        }
        int digits = 0;
        while (digits < text.length() && isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits > 0 && digits < text.length() && ".)".indexOf(text.charAt(digits)) >= 0) {
            out.append(text, 0, digits);
            at = digits;
            escapeOne();
        }
        return this;
    }

    private void escape() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '`' -> code();
                case '*' -> emphasis();
                case 'h' -> address();
                case '\\', '[', ']', '<', '|', '~' -> escapeOne();
                case '_' -> escapeUnless(isWord(at - 1) && isWord(at + 1));
                case '&' -> escapeUnless(!isWord(at + 1) && charAt(at + 1) != '#');
                case '#' -> escapeUnless(at > 0 && charAt(at - 1) != ' ' && charAt(at - 1) != '#');
                default -> keep(1);
            }
        }
    }

    private void code() {
        int end = text.indexOf('`', at + 1);
        boolean single = charAt(at - 1) != '`' && charAt(end + 1) != '`';
        if (end < 0 || !single || text.substring(at + 1, end).isBlank()) {
            escapeOne();
        } else if (inTable && text.substring(at, end).indexOf('|') >= 0) {
            // Implementations differ on a pipe in code in a table.
            escapeOne();
        } else {
            keep(end + 1 - at);
        }
    }

    /** Only where every implementation sees emphasis: around words, between spaces or brackets. */
    private void emphasis() {
        int run = 1;
        while (charAt(at + run) == '*') {
            run++;
        }
        int end = text.indexOf('*', at + run);
        boolean closed = run <= 2 && end > 0 && text.startsWith("*".repeat(run), end);
        if (closed
                && charAt(end + run) != '*'
                && isWord(at + run)
                && isWord(end - 1)
                && !isWord(at - 1)
                && !isWord(end + run)) {
            keep(run);
            new MarkdownText(text.substring(at, end), inTable, out).escape();
            at = end;
            keep(run);
        } else {
            for (int i = 0; i < run; i++) {
                escapeOne();
            }
        }
    }

    private void address() {
        int scheme = text.startsWith("https://", at) ? 8 : text.startsWith("http://", at) ? 7 : 0;
        int length = scheme == 0 || isWord(at - 1) ? 0 : addressLength();
        if (length <= scheme || length > LONGEST_ADDRESS) {
            keep(1);
            return;
        }
        out.append('<');
        keep(length);
        out.append('>');
    }

    private int addressLength() {
        addressRead = Math.max(addressRead, at);
        while (isAddress(charAt(addressRead))) {
            addressRead++;
            if (NOT_AT_THE_END.indexOf(text.charAt(addressRead - 1)) < 0) {
                addressEnd = addressRead;
            }
        }
        return addressEnd - at;
    }

    private void escapeOne() {
        out.append('\\');
        keep(1);
    }

    private void escapeUnless(boolean harmless) {
        if (harmless) {
            keep(1);
        } else {
            escapeOne();
        }
    }

    private void keep(int length) {
        out.append(text, at, at + length);
        at += length;
    }

    private char charAt(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '\n';
    }

    private boolean isWord(int index) {
        return Character.isLetterOrDigit(charAt(index));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAddress(char c) {
        return isDigit(c)
                || c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || ADDRESS_PUNCTUATION.indexOf(c) >= 0;
    }
}
