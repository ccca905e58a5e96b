package io.incidentledger.postmortem.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.incidentledger.postmortem.WordyIncident;
import io.incidentledger.postmortem.history.IncidentHistory;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** People's text can change neither the structure of a document nor what its HTML does. */
class HostileTextTest {
    private static final DocumentSettings SETTINGS =
            new DocumentSettings(ZoneId.of("Europe/London"), 7, "ab12");
    private static final Parser JUDGE =
            Parser.builder()
                    .extensions(
                            List.of(
                                    TablesExtension.create(),
                                    FootnotesExtension.create(),
                                    StrikethroughExtension.create()))
                    .build();
    private static final Set<String> OF_PEOPLE = Set.of("em", "strong", "code", "a", "br");
    private static final List<String> HARMLESS_STRUCTURE =
            structure(PostmortemRenderer.markdown(history("word"), SETTINGS));
    private static final List<String> HARMLESS_PAGE =
            ours(Jsoup.parse(PostmortemRenderer.html(history("word"), SETTINGS)));
    private static final List<String> FRAGMENTS =
            List.of(
                    "\n",
                    "\n\n",
                    "\r",
                    "\t",
                    "    ",
                    " ",
                    "\\",
                    "`",
                    "```",
                    "~~~",
                    "*",
                    "**",
                    "***",
                    "_",
                    "__",
                    "#",
                    "## ",
                    "> ",
                    "- ",
                    "+ ",
                    "1. ",
                    "2) ",
                    "---",
                    "===",
                    "|",
                    "||",
                    "| --- | --- |",
                    "[",
                    "]",
                    "](",
                    ")",
                    "![",
                    "]: ",
                    "[^1]",
                    "[^1]: ",
                    "[a]: /b",
                    "<",
                    ">",
                    "</td>",
                    "<script>",
                    "<!--",
                    "-->",
                    "<![CDATA[",
                    "<?",
                    "&lt;",
                    "&#0;",
                    "&",
                    "https://a.example/",
                    "http://",
                    "javascript:alert(1)",
                    "<https://x>",
                    "www.a.example",
                    "a@b.example",
                    "onclick=",
                    "\"",
                    "'",
                    "{",
                    "}",
                    ":::",
                    "$$",
                    "word",
                    "x",
                    "7",
                    "é",
                    "\u00A0",
                    "\u2028",
                    "\u202E",
                    "\u200D",
                    "\u0000",
                    "\uFEFF",
                    "\uD83D",
                    "👩",
                    "نص",
                    "~",
                    "~~",
                    "!",
                    ":",
                    "^",
                    "\u000B",
                    "\f",
                    "\u0085");

    static Stream<String> hostileTexts() {
        return Stream.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<!-- hidden --> <![CDATA[ x ]]> <?php ?>",
                "</li></ul></section><h2>forged</h2>",
                "# forged\n\n## forged\n\nforged\n===\n\nforged\n---",
                "- a\n- b\n\n1. c\n\n> d\n\n    code\n\n```\nfence\n```\n\n***",
                "| a | b |\n| --- | --- |\n| c | d |",
                "a | b\n--- | ---\nc | d",
                "x |\n| forged | row |",
                "[x](javascript:alert(1)) ![y](https://evil.example/pixel.png)",
                "<javascript:alert(1)> <https://ok.example/\"onmouseover=\"x> <a@b.example>",
                "[ref]\n\n[ref]: https://evil.example \"title\"",
                "text[^1]\n\n[^1]: foot",
                "---\ntitle: front matter\n---",
                "`unclosed ``` `` and **unclosed _ and ~~",
                "**x*y**z* ***a** b* _c __d_ e__",
                "\u202Egnp.exe\u202C and \u2066isolated",
                "\u0000\u0001\u001B[31m\u007F\u0085\u009F",
                "back\\slash \\` \\* \\\\",
                "&lt;b&gt; &#x3C;i&#x3E; &copy",
                "ends with a backslash \\",
                "https://a.example/<b>\"'`|x https://a.example/%22%3E",
                "\\",
                "\u00A0",
                "`|`",
                "`\n`");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void known_attacks_change_nothing(String text) {
        assertHarmless(text);
    }

    @Property(tries = 150)
    void no_text_changes_the_structure(@ForAll("texts") String text) {
        assertHarmless(text);
    }

    @Property(tries = 2_000)
    void what_was_typed_is_what_reads(@ForAll("texts") String text) {
        StringBuilder read = new StringBuilder();

        read(JUDGE.parse("So: " + MarkdownText.inline(text)), read);

        assertThat(bare(read.toString())).isEqualTo(bare("So: " + text));
    }

    @ParameterizedTest
    @MethodSource("hugeTexts")
    void huge_texts_are_read_once_and_not_once_for_each_character(String text) {
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> assertHarmless(text));
    }

    static Stream<String> hugeTexts() {
        return Stream.of("[", "](", "> ", "*", "**a", "`a", "\\", "x\n", "https://")
                .map(part -> part.repeat(400_000 / part.length()));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(5, Arbitraries.of(FRAGMENTS)),
                        Tuple.of(1, Arbitraries.strings().ofMaxLength(4)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts))
                .filter(text -> !text.isBlank());
    }

    private static void assertHarmless(String text) {
        String markdown = PostmortemRenderer.markdown(history(text), SETTINGS);
        Document page = Jsoup.parse(PostmortemRenderer.html(history(text), SETTINGS));

        assertThat(structure(markdown)).isEqualTo(HARMLESS_STRUCTURE);
        assertThat(ours(page)).isEqualTo(HARMLESS_PAGE);
        for (Element link : page.select("a")) {
            assertThat(link.attr("href")).matches("https?://.*|#[a-z-]+|evidence/[0-9a-f]{64}");
        }
        for (Element image : page.select("img")) {
            assertThat(image.attr("src")).matches("evidence/[0-9a-f]{64}");
        }
        for (Element element : page.select("em, strong, code, br, a")) {
            assertThat(element.attributes().asList())
                    .extracting(attribute -> attribute.getKey())
                    .isSubsetOf("class", "href", "rel");
        }
    }

    private static IncidentHistory history(String words) {
        return IncidentHistory.of(WordyIncident.facts(words));
    }

    /**
     * The blocks in order, with heading levels, and inline what must never appear. Paragraphs of
     * the summary are people's own.
     */
    private static List<String> structure(String markdown) {
        List<String> structure = new ArrayList<>();
        collect(JUDGE.parse(markdown), "", structure);
        for (int i = structure.size() - 1; i > 0; i--) {
            if (structure.get(i).equals(" Paragraph")
                    && structure.get(i - 1).equals(" Paragraph")) {
                structure.remove(i);
            }
        }
        return structure;
    }

    private static void collect(Node node, String depth, List<String> structure) {
        boolean block = node instanceof Block || node.getClass().getName().contains("Table");
        if (block || node instanceof HtmlInline || node instanceof Image) {
            structure.add(
                    depth
                            + node.getClass().getSimpleName()
                            + (node instanceof Heading heading ? heading.getLevel() : ""));
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            collect(child, depth + " ", structure);
        }
    }

    private static List<String> ours(Document page) {
        return page.getAllElements().stream()
                .filter(element -> !OF_PEOPLE.contains(element.tagName()))
                .filter(element -> !element.is("#summary > p"))
                .map(element -> element.tagName() + element.attributes())
                .toList();
    }

    private static void read(Node node, StringBuilder words) {
        switch (node) {
            case Text text -> words.append(text.getLiteral());
            case Code code -> words.append(code.getLiteral());
            default -> {}
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            read(child, words);
        }
    }

    /** Without what is markup in the subset, without space, and without what is not seen. */
    private static String bare(String text) {
        return text.replace("(empty)", "")
                .replaceAll("⟨U\\+[0-9A-F]+⟩", "")
                .replaceAll("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}*`]", "");
    }
}
