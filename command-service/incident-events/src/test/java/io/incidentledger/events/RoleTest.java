package io.incidentledger.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RoleTest {
    @Test
    void the_standard_roles_keep_the_rule_for_roles() {
        assertThat(Role.LEAD).isEqualTo(new Role("lead"));
    }

    @Test
    void a_role_is_a_lower_case_word() {
        assertThatThrownBy(() -> new Role("Head of Something"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Head of Something");
    }
}
