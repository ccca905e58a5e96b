package io.incidentledger.acceptance.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.acceptance.LedgerApi;
import io.incidentledger.acceptance.LedgerProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators see of the running standalone is what docs/operations.md tells them to look at.
 */
class HealthIT {
    @TempDir Path directory;

    @Test
    void who_has_a_token_sees_every_part_and_nobody_else_more_than_whether_it_is_well()
            throws Exception {
        try (LedgerProgram program = LedgerProgram.serve(directory, LedgerProgram.freePort());
                LedgerApi known = new LedgerApi(program);
                LedgerApi stranger = new LedgerApi(program.address(), "none")) {
            LedgerApi.Answer whole = known.ask("/actuator/health", 0);
            assertThat(whole.json().path("status").asString("")).isEqualTo("UP");
            assertThat(whole.json().path("components").propertyNames())
                    .contains("commandLog", "queryView", "queryProjection");
            assertThat(known.ask("/actuator/health/queryProjection", 0).status()).isEqualTo(200);
            assertThat(stranger.ask("/actuator/health", 0).body())
                    .doesNotContain("components", "queryProjection");
            assertThat(program.logged()).contains("The ledger incident-ledger: serving");
        }
    }
}
