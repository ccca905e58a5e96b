package io.incidentledger.command.guidance;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.events.Audience;
import io.incidentledger.events.GuidelinesSet;
import io.incidentledger.events.TemplateName;
import io.incidentledger.events.TemplateSet;
import org.junit.jupiter.api.Test;

class GuidingTest extends DecisionTest {
    private static final TemplateName SHORT = new TemplateName("short");
    private static final TemplateName OTHER = new TemplateName("other");

    @Test
    void each_text_is_a_version() {
        given().when(new SetGuidelines("Stay calm")).leadsTo(new GuidelinesSet(1, "Stay calm"));
        given(new GuidelinesSet(1, "Stay calm"))
                .when(new SetGuidelines("Say what you do"))
                .leadsTo(new GuidelinesSet(2, "Say what you do"));
    }

    @Test
    void the_same_text_again_is_no_version() {
        given(new GuidelinesSet(1, "Stay calm"))
                .when(new SetGuidelines("Stay calm"))
                .changesNothing();
        given().when(new SetGuidelines("")).changesNothing();
    }

    @Test
    void an_empty_text_takes_them_away() {
        given(new GuidelinesSet(1, "Stay calm"))
                .when(new SetGuidelines(""))
                .leadsTo(new GuidelinesSet(2, ""));
    }

    @Test
    void each_wording_of_a_template_is_a_version_of_its_own() {
        given().when(order("{{title}}")).leadsTo(set(1, "{{title}}"));
        given(set(1, "{{title}}")).when(order("{{number}}")).leadsTo(set(2, "{{number}}"));
        given(set(1, "{{title}}")).when(order("")).leadsTo(set(2, ""));
        given(set(1, "{{title}}"))
                .when(new SetTemplate(SHORT, Audience.PUBLIC, "{{title}}"))
                .leadsTo(new TemplateSet(SHORT, 2, Audience.PUBLIC, "{{title}}"));
        given(set(1, "{{title}}"))
                .when(new SetTemplate(OTHER, Audience.INTERNAL, "{{title}}"))
                .leadsTo(new TemplateSet(OTHER, 1, Audience.INTERNAL, "{{title}}"));
    }

    @Test
    void the_same_wording_again_is_no_version() {
        given(set(1, "{{title}}"), new GuidelinesSet(1, "Stay calm"))
                .when(order("{{title}}"))
                .changesNothing();
    }

    private static SetTemplate order(String text) {
        return new SetTemplate(SHORT, Audience.INTERNAL, text);
    }

    private static TemplateSet set(long version, String text) {
        return new TemplateSet(SHORT, version, Audience.INTERNAL, text);
    }
}
