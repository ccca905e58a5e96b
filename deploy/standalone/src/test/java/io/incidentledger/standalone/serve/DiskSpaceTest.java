package io.incidentledger.standalone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class DiskSpaceTest {
    @Test
    void commands_are_refused_below_the_mark_and_accepted_again_above_it() {
        AtomicLong free = new AtomicLong(DataSize.ofMegabytes(255).toBytes());
        DiskSpace space = new DiskSpace(free::get, DataSize.ofMegabytes(256));

        assertThat(space.refusal().orElseThrow()).contains("nearly full", "256 MB");

        free.set(DataSize.ofMegabytes(256).toBytes());

        assertThat(space.refusal()).isEmpty();
    }
}
