package io.incidentledger.command.communicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.command.communicate.UpdateTemplate.BadTemplate;
import io.incidentledger.command.communicate.UpdateTemplate.TooLongException;
import io.incidentledger.events.BuiltInTemplates;
import io.incidentledger.events.TemplateSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateTemplateTest {
    @Test
    void placeholders_are_filled_and_what_hangs_on_an_absent_one_is_left_out() throws BadTemplate {
        UpdateTemplate template =
                UpdateTemplate.of(
                        "{{title}}{{#eta}}, until {{eta}}{{/eta}}{{^eta}}, no idea{{/eta}}");

        assertThat(template.filled(Map.of("title", "Down"), 100)).isEqualTo("Down, no idea");
        assertThat(template.filled(Map.of("title", "Down", "eta", "noon"), 100))
                .isEqualTo("Down, until noon");
        assertThat(template.names()).containsExactlyInAnyOrder("title", "eta");
        assertThat(template.needed()).containsExactly("title");
    }

    @Test
    void a_text_is_put_there_as_it_is_and_never_read_as_a_template() throws BadTemplate {
        UpdateTemplate template = UpdateTemplate.of("{{title}} {{{title}}}");

        assertThat(template.filled(Map.of("title", "<b>&{{number}}"), 100))
                .isEqualTo("<b>&{{number}} <b>&{{number}}");
    }

    @Test
    void nothing_is_reached_but_the_texts() throws BadTemplate {
        UpdateTemplate template =
                UpdateTemplate.of(
                        "{{#title}}{{length}}{{bytes}}{{hashCode}}{{class}}{{entrySet}}x{{/title}}");

        assertThat(template.filled(Map.of("title", "Down"), 100)).doesNotContain("4", "class");
    }

    @Test
    void what_becomes_too_long_is_stopped_before_it_is() throws BadTemplate {
        UpdateTemplate template = UpdateTemplate.of("{{a}}".repeat(4_000));

        assertThatThrownBy(() -> template.filled(Map.of("a", "x".repeat(4_000)), 20_000))
                .isInstanceOf(TooLongException.class);
        assertThat(template.filled(Map.of("a", "x"), 4_000)).hasSize(4_000);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "one\\n{{#title}}, 2, Section missing close tag",
                "{{title}}\\n\\n{{/title}}, 3, Section close tag with no open tag",
                "{{#a}}\\n{{/b}}, 2, mismatched open tag",
                "one\\ntwo {{title, 2, ended",
                "one\\n{{}}, 2, needs a name",
                "{{#}}x{{/}}, 1, needs a name",
                "one\\n{{> other}}, 2, cannot take in another",
                "{{< other}}{{/ other}}, 1, cannot take in another",
                "one\\n\\n{{title.class.name}}, 3, letters and digits",
                "{{.}}, 1, letters and digits",
                "{{-index}}, 1, letters and digits",
                "{{a b}}, 1, letters and digits"
            })
    void a_bad_template_is_refused_with_line_and_cause(String text, int line, String cause) {
        assertThatExceptionOfType(BadTemplate.class)
                .isThrownBy(() -> UpdateTemplate.of(text.replace("\\n", "\n")))
                .withMessageContaining("line " + line + ":")
                .withMessageContaining(cause);
    }

    @Test
    void nesting_however_deep_breaks_nothing() throws BadTemplate {
        UpdateTemplate template =
                UpdateTemplate.of("{{#a}}".repeat(1_600) + "deep" + "{{/a}}".repeat(1_600));

        assertThat(template.filled(Map.of("a", "x"), 100)).isEqualTo("deep");
    }

    @Test
    void those_that_are_built_in_are_good_ones() throws BadTemplate {
        for (TemplateSet builtIn : BuiltInTemplates.all()) {
            assertThat(UpdateTemplate.of(builtIn.text()).names()).isNotEmpty();
        }
    }
}
