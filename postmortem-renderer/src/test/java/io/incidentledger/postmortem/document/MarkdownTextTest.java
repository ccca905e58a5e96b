package io.incidentledger.postmortem.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '^',
            textBlock =
                    """
                    plain words, with punctuation! => plain words, with punctuation!
                    max_wal_senders from 3 to 32 => max_wal_senders from 3 to 32
                    set `max_wal_senders` => set `max_wal_senders`
                    a `code|with` pipe => a \\`code\\|with\\` pipe
                    one ` alone => one \\` alone
                    ``double`` => \\`\\`double\\`\\`
                    really *all* of **them** => really *all* of **them**
                    *.js and *.css => \\*.js and \\*.css
                    2*3*4 => 2\\*3\\*4
                    ***both*** => \\*\\*\\*both\\*\\*\\*
                    _under_ => \\_under\\_
                    see https://a.example/x?y=1&z=2. => see <https://a.example/x?y=1&z=2>.
                    (http://a.example) => (<http://a.example>)
                    https:// => https://
                    xhttps://a.example => xhttps://a.example
                    https://a.example/`x` => <https://a.example/>`x`
                    https://a.example/a|b => <https://a.example/a>\\|b
                    [text](https://a.example) => \\[text\\](<https://a.example>)
                    ![x](javascript:y) => !\\[x\\](javascript:y)
                    <script>x</script> => \\<script>x\\</script>
                    <javascript:x> => \\<javascript:x>
                    &lt; &#60; A&B Q&A & so => \\&lt; \\&#60; A\\&B Q\\&A & so
                    # heading => \\# heading
                    a # b ## => a \\# b \\#\\#
                    C# and x#1 => C# and x#1
                    > quote => \\> quote
                    - item => \\- item
                    + item => \\+ item
                    1. item => 1\\. item
                    2026) item => 2026\\) item
                    3.5 is no item => 3\\.5 is no item
                    === => \\===
                    ~~~ => \\~\\~\\~
                    a | b => a \\| b
                    back\\slash => back\\\\slash
                    [^1]: foot => \\[^1\\]: foot
                    """)
    void keeps_the_subset_and_escapes_the_rest(String typed, String markdown) {
        assertThat(MarkdownText.inline(typed)).isEqualTo(markdown);
    }

    @Test
    void shows_what_would_turn_or_hide_text() {
        assertThat(MarkdownText.inline("a\u202Eb\u2066c\u200Bd\u0007e\u0000f\uFEFFg\u00ADh\uD800i"))
                .isEqualTo(
                        "a⟨U+202E⟩b⟨U+2066⟩c⟨U+200B⟩d⟨U+0007⟩e⟨U+0000⟩f⟨U+FEFF⟩g⟨U+00AD⟩h⟨U+D800⟩i");
        assertThat(MarkdownText.inline("`a\u202Eb`")).isEqualTo("`a⟨U+202E⟩b`");
    }

    @Test
    void leaves_scripts_and_emoji_whole() {
        assertThat(MarkdownText.inline("naïve 東京 نص 👩‍🚒 می‌خواهم"))
                .isEqualTo("naïve 東京 نص 👩‍🚒 می‌خواهم");
    }

    @Test
    void puts_lines_on_one_line_within_a_sentence() {
        assertThat(MarkdownText.inline("one\r\n\n  two\u2028three\t4"))
                .isEqualTo("one two three 4");
    }

    @Test
    void keeps_lines_and_indentation_in_a_paragraph() {
        assertThat(MarkdownText.block("one:\n\n  two\n\tthree\n", "  "))
                .isEqualTo("one:\\\n  \u00A0\u00A0two\\\n  \u00A0three");
    }

    @Test
    void keeps_the_paragraphs_of_a_summary() {
        assertThat(MarkdownText.paragraphs("\none\r\ntwo\r\n \r\n\r\n# three\n"))
                .isEqualTo("one\\\ntwo\n\n\\# three");
    }

    @Test
    void cuts_what_is_too_long_and_says_so() {
        assertThat(MarkdownText.inline("x".repeat(1_000_000)))
                .isEqualTo(
                        "x".repeat(2_000) + " … (cut here; 998000 more characters in the record)");
        assertThat(MarkdownText.inline("x".repeat(1_999) + "👩 and more"))
                .startsWith("x".repeat(1_999) + " … (cut here");
        assertThat(MarkdownText.inline("x\n".repeat(1_000))).isEqualTo("x ".repeat(999) + "x");
        for (String empty : List.of("", "\n", " \r\n", "\u0085")) {
            String line = "x\r\n" + empty;
            assertThat(MarkdownText.block(empty.repeat(1_500) + line.repeat(1_000), ""))
                    .isEqualTo("x\\\n".repeat(999) + "x");
            assertThat(MarkdownText.block(line.repeat(1_001), ""))
                    .isEqualTo(
                            "x\\\n".repeat(999)
                                    + "x … (cut here; %d more characters in the record)"
                                            .formatted(2 * line.length() - 1));
        }
    }

    @Test
    void an_address_that_is_too_long_is_no_link_but_its_end_may_be_one() {
        String address = "https://a.example/";
        String path = "x".repeat(2_000 - address.length());

        assertThat(MarkdownText.block(address + path + ".", ""))
                .isEqualTo("<" + address + path + ">.");
        assertThat(MarkdownText.block(address + path + "x", "")).isEqualTo(address + path + "x");
        assertThat(MarkdownText.block(address + "/" + address + path + "!", ""))
                .isEqualTo(address + "/<" + address + path + ">!");
    }
}
