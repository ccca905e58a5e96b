package io.incidentledger.postmortem.document;

import com.vladsch.flexmark.ast.AutoLink;
import com.vladsch.flexmark.ast.Emphasis;
import com.vladsch.flexmark.ast.Heading;
import com.vladsch.flexmark.ast.Image;
import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.ast.StrongEmphasis;
import com.vladsch.flexmark.ast.ThematicBreak;
import com.vladsch.flexmark.ext.gfm.strikethrough.StrikethroughExtension;
import com.vladsch.flexmark.ext.tables.TableBlock;
import com.vladsch.flexmark.ext.tables.TableCell;
import com.vladsch.flexmark.ext.tables.TablesExtension;
import com.vladsch.flexmark.html.AttributeProvider;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.html.HtmlWriter;
import com.vladsch.flexmark.html.IndependentAttributeProviderFactory;
import com.vladsch.flexmark.html.renderer.AttributablePart;
import com.vladsch.flexmark.html.renderer.LinkResolverContext;
import com.vladsch.flexmark.html.renderer.NodeRenderer;
import com.vladsch.flexmark.html.renderer.NodeRendererContext;
import com.vladsch.flexmark.html.renderer.NodeRenderingHandler;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.ast.TextCollectingVisitor;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.data.MutableDataSet;
import com.vladsch.flexmark.util.html.MutableAttributes;
import com.vladsch.flexmark.util.misc.Extension;
import com.vladsch.flexmark.util.sequence.Escaping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Our Markdown as a standalone HTML page: what stands before the first section becomes its header,
 * what follows the rule its footer.
 */
final class HtmlPage {
    private static final DataHolder OPTIONS =
            new MutableDataSet()
                    .set(
                            Parser.EXTENSIONS,
                            List.<Extension>of(
                                    TablesExtension.create(), StrikethroughExtension.create()))
                    .set(TablesExtension.COLUMN_SPANS, false)
                    .set(TablesExtension.WITH_CAPTION, false)
                    // Nothing of ours is HTML in Markdown; should any ever slip in, it is text.
                    .set(HtmlRenderer.ESCAPE_HTML, true)
                    .set(HtmlRenderer.HARD_BREAK, "<br>\n")
                    .set(HtmlRenderer.GENERATE_HEADER_ID, false)
                    .toImmutable();
    private static final Parser PARSER = Parser.builder(OPTIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder(OPTIONS)
                    .nodeRendererFactory(options -> new Landmarks())
                    .attributeProviderFactory(new Attributes())
                    .build();
    private static final String STYLE = resource("postmortem.css");

    private HtmlPage() {}

    static String of(String markdown) {
        Document document = PARSER.parse(markdown);
        String page =
                """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        %s</body>
        </html>
        """;
        return String.format(
                Locale.ROOT,
                page,
                Escaping.escapeHtml(text(Objects.requireNonNull(document.getFirstChild())), false),
                STYLE,
                RENDERER.render(document));
    }

    private static boolean isSection(Node block) {
        return block instanceof Heading heading && heading.getLevel() == 2;
    }

    private static String id(Node section) {
        return text(section).toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }

    private static String text(Node node) {
        return new TextCollectingVisitor().collectAndGetText(node);
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The landmarks of the page around what Flexmark makes of the blocks. */
    private static final class Landmarks implements NodeRenderer {
        @Override
        public Set<NodeRenderingHandler<?>> getNodeRenderingHandlers() {
            return Set.of(
                    new NodeRenderingHandler<>(Document.class, Landmarks::page),
                    new NodeRenderingHandler<>(TableBlock.class, Landmarks::table));
        }

        private static void page(Document document, NodeRendererContext context, HtmlWriter html) {
            html.raw("<header>").line();
            String end = "</header>";
            for (Node block : document.getChildren()) {
                if (isSection(block)) {
                    html.line().raw(end).line();
                    if (end.equals("</header>")) {
                        contents(document, html);
                        html.raw("<main>").line();
                    }
                    html.raw("<section id=\"" + id(block) + "\">").line();
                    end = "</section>";
                }
                if (block instanceof ThematicBreak) {
                    html.line().raw(end).line().raw("</main>").line().raw("<footer>").line();
                    end = "</footer>";
                } else {
                    context.render(block);
                }
            }
            html.line().raw(end).line();
        }

        private static void contents(Document document, HtmlWriter html) {
            html.raw("<nav aria-label=\"Contents\">").line().raw("<ul>").line();
            for (Node block : document.getChildren()) {
                if (isSection(block)) {
                    html.raw("<li><a href=\"#" + id(block) + "\">")
                            .text(text(block))
                            .raw("</a></li>")
                            .line();
                }
            }
            html.raw("</ul>").line().raw("</nav>").line();
        }

        /** A wide table scrolls by itself. */
        private static void table(TableBlock table, NodeRendererContext context, HtmlWriter html) {
            html.line().raw("<div class=\"table\">").line();
            context.delegateRender();
            html.line().raw("</div>").line();
        }
    }

    /** What the style sheet and careful browsers want to know. */
    private static final class Attributes extends IndependentAttributeProviderFactory
            implements AttributeProvider {
        @Override
        public AttributeProvider apply(LinkResolverContext context) {
            return this;
        }

        @Override
        public void setAttributes(Node node, AttributablePart part, MutableAttributes attributes) {
            switch (node) {
                case Image image -> attributes.addValue("loading", "lazy");
                case AutoLink link -> attributes.addValue("rel", "noopener noreferrer nofollow");
                case TableCell cell when cell.isHeader() -> attributes.addValue("scope", "col");
                case TableCell cell when text(cell).matches("SEV[1-5]\\b.*") ->
                        attributes.addValue(
                                "class", text(cell).substring(0, 4).toLowerCase(Locale.ROOT));
                case Emphasis remark
                        when remark.getParent() instanceof Paragraph paragraph
                                && paragraph.getFirstChild() == paragraph.getLastChild() ->
                        attributes.addValue("class", "remark");
                case Emphasis label when isLabel(label) ->
                        attributes.addValue(
                                "class",
                                "label "
                                        + text(label)
                                                .toLowerCase(Locale.ROOT)
                                                .replaceAll("[^a-z]+", " "));
                default -> {}
            }
        }

        /** On the timeline the first emphasis, right after the time. */
        private static boolean isLabel(Emphasis emphasis) {
            Node before = emphasis.getPrevious();
            return before != null
                    && before.getPrevious() instanceof StrongEmphasis time
                    && time.getPrevious() == null
                    && section(emphasis).equals("timeline");
        }

        private static String section(Node node) {
            Node block = node;
            while (block != null && !(block.getParent() instanceof Document)) {
                block = block.getParent();
            }
            while (block != null && !isSection(block)) {
                block = block.getPrevious();
            }
            return block == null ? "" : id(block);
        }
    }
}
