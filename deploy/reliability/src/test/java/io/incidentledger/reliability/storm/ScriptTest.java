package io.incidentledger.reliability.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void the_same_seed_gives_the_same_script() {
        assertThat(Script.of(42, 200)).isEqualTo(Script.of(42, 200));
        assertThat(Script.of(42, 200)).isNotEqualTo(Script.of(43, 200));
    }

    @Test
    void a_long_script_has_every_kind() {
        Script script = Script.of(7, 200);

        assertThat(script.steps()).hasSize(200);
        assertThat(script.steps())
                .extracting(Script.Step::kind)
                .containsAll(EnumSet.allOf(FaultKind.class));
    }
}
