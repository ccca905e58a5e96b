package io.incidentledger.acceptance.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.incidentledger.acceptance.LedgerApi;
import io.incidentledger.acceptance.LedgerApi.Answer;
import io.incidentledger.acceptance.LedgerProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up while the ledger runs. */
class FullDiskIT {
    private static final long MARK = 256L << 20;

    @TempDir Path directory;

    @Test
    void commands_are_refused_while_it_is_nearly_full_and_nothing_is_lost() throws Exception {
        assumeThat(LedgerProgram.isRoot()).as("may mount").isTrue();
        try (LedgerProgram program =
                        LedgerProgram.serveOnSmallDisk(
                                directory, LedgerProgram.freePort(), "700m");
                LedgerApi api = new LedgerApi(program)) {
            assertThat(declare(api, "before").status()).isEqualTo(201);
            Path disk = program.seen(directory);
            Path filler = disk.resolve("filler");
            fill(filler, disk.toFile().getUsableSpace() - MARK + (1 << 20));

            Answer refused = declare(api, "full");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().get("type").asString())
                    .isEqualTo("urn:incident-ledger:problem:unavailable");
            assertThat(refused.json().get("detail").asString()).contains("disk", "nearly full");
            assertThat(refused.json().get("outcome").asString()).isEqualTo("none");

            Files.delete(filler);

            assertThat(declare(api, "full").status()).isEqualTo(201);
            assertThat(declare(api, "before").json().get("number").asString()).isEqualTo("INC-1");
            assertThat(program.output()).contains("The disk is nearly full");
        }
    }

    private static Answer declare(LedgerApi api, String key) throws Exception {
        return api.order("incidents", Map.of("title", key), key);
    }

    private static void fill(Path file, long bytes) throws Exception {
        byte[] block = new byte[1 << 20];
        try (var out = Files.newOutputStream(file)) {
            for (long written = 0; written < bytes; written += block.length) {
                out.write(block);
            }
        }
    }
}
