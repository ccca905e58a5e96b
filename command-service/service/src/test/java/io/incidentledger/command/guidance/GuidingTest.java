package io.incidentledger.command.guidance;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.events.GuidelinesSet;
import org.junit.jupiter.api.Test;

class GuidingTest extends DecisionTest {
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
}
