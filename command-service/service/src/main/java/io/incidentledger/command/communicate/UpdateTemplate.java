package io.incidentledger.command.communicate;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders, in Mustache without partials: {@code {{title}}} stands for a text, and
 * what is between {@code {{#impact}}} and {@code {{/impact}}} is there only if that text is. It
 * computes nothing and reaches nothing but the texts it is given. Immutable and thread-safe.
 */
public final class UpdateTemplate {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,62}");
    private static final Pattern LINE = Pattern.compile("(.*) @ line (\\d+)", Pattern.DOTALL);
    private static final Pattern EMPTY = Pattern.compile("\\{\\{[#^/&>$<]?\\s*}}");

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler()
                    .escapeHTML(false) // the text is shown as any other that people wrote
                    .defaultValue("")
                    .emptyStringIsFalse(true)
                    .withCollector(new TextsOnly());

    private final Template template;
    private final Set<String> names;
    private final Set<String> needed;

    private UpdateTemplate(Template template, Names names) {
        this.template = template;
        this.names = Set.copyOf(names.all);
        names.variables.removeAll(names.sections);
        this.needed = Set.copyOf(names.variables);
    }

    /** A template that nobody could use, and where and why. */
    public static final class BadTemplate extends Exception {
        private static final long serialVersionUID = 1;
        private final String accepted;
        private final @Nullable String found;

        private BadTemplate(int line, String cause, @Nullable String found) {
            super("line " + line + ": " + cause);
            this.accepted = "a template without this fault; line " + line + ": " + cause;
            this.found = found;
        }

        /** What would be taken, with the line and the cause. */
        public String accepted() {
            return accepted;
        }

        /** What is wrong, as it stands there; null where something is missing. */
        public @Nullable String found() {
            return found;
        }
    }

    /** What was made is longer than a text may be. */
    static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * @throws BadTemplate when it is not one
     */
    public static UpdateTemplate of(String text) throws BadTemplate {
        Matcher empty = EMPTY.matcher(text);
        if (empty.find()) {
            throw new BadTemplate(
                    line(text, empty.start()), "a placeholder needs a name", empty.group());
        }
        int open = text.lastIndexOf("{{");
        if (open > text.lastIndexOf("}}")) {
            throw new BadTemplate(line(text, open), "a placeholder is not ended", null);
        }
        Template template;
        try {
            template = COMPILER.compile(text);
        } catch (MustacheException bad) {
            Matcher said = LINE.matcher(String.valueOf(bad.getMessage()));
            throw said.matches()
                    ? new BadTemplate(Integer.parseInt(said.group(2)), said.group(1), null)
                    : new BadTemplate(
                            line(text, text.length()), String.valueOf(bad.getMessage()), null);
        }
        Names names = new Names();
        template.visit(names);
        if (names.include != null) {
            throw new BadTemplate(
                    line(text, text.indexOf(names.include)),
                    "a template cannot take in another",
                    names.include);
        }
        for (String name : names.all) {
            if (!NAME.matcher(name).matches()) {
                throw new BadTemplate(
                        line(text, text.indexOf(name)),
                        "a placeholder is named by letters and digits, a letter first, at most 63",
                        name);
            }
        }
        return new UpdateTemplate(template, names);
    }

    /** The placeholders that it has. */
    Set<String> names() {
        return names;
    }

    /** Those that must have a text, since nothing is there without. */
    Set<String> needed() {
        return needed;
    }

    /**
     * The text with the placeholders filled; one that is missing is empty.
     *
     * @param most how long it may become, in characters
     * @throws TooLongException when it would become longer
     */
    String filled(Map<String, String> texts, int most) {
        StringWriter out =
                new StringWriter() {
                    @Override
                    public void write(String part) {
                        if (getBuffer().length() + part.length() > most) {
                            throw new TooLongException();
                        }
                        super.write(part);
                    }
                };
        template.execute(texts, out);
        return out.toString().strip();
    }

    private static int line(String text, int index) {
        return 1
                + (int)
                        text.substring(0, Math.max(0, index))
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
    }

    /** Looks into maps and nowhere else. */
    private static final class TextsOnly extends BasicCollector {
        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }

    private static final class Names implements Mustache.Visitor {
        private final Set<String> all = new LinkedHashSet<>();
        private final Set<String> variables = new LinkedHashSet<>();
        private final Set<String> sections = new LinkedHashSet<>();
        private @Nullable String include;

        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {
            all.add(name);
            variables.add(name);
        }

        @Override
        public boolean visitInclude(String name) {
            include = name;
            return false;
        }

        @Override
        public boolean visitParent(String name) {
            return visitInclude(name);
        }

        @Override
        public boolean visitBlock(String name) {
            return visitInclude(name);
        }

        @Override
        public boolean visitSection(String name) {
            all.add(name);
            sections.add(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return visitSection(name);
        }
    }
}
