package io.incidentledger.reliability.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Histories by chance: good ones pass, spoilt ones do not. jqwik prints the seed. */
class HistoriesTest {

    @Property(tries = 150)
    void good_histories_pass(@ForAll long seed) {
        Crowd crowd = new Crowd(seed);

        assertThat(crowd.world.check().faults()).isEmpty();
    }

    @Property(tries = 200)
    void spoilt_histories_do_not(@ForAll long seed, @ForAll Mischief mischief) {
        Crowd crowd = new Crowd(seed);
        Assume.that(mischief.spoil(crowd.world, new Random(seed)));

        assertThat(crowd.world.check().faults())
                .extracting(Fault::kind)
                .containsAnyElementsOf(mischief.found);
    }
}
