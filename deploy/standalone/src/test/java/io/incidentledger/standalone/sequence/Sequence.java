package io.incidentledger.standalone.sequence;

import io.incidentledger.standalone.sequence.PaperLedger.Outcome;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.RandomDistribution;

/** Orders one after the other, each drawn from its seed; prints as what they lead to. */
record Sequence(List<Long> seeds) {

    /** Shrinks by leaving orders out. */
    static final class Any implements ArbitrarySupplier<Sequence> {
        @Override
        public Arbitrary<Sequence> get() {
            return Arbitraries.randomValue(Random::nextLong)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(160)
                    .withSizeDistribution(RandomDistribution.uniform())
                    .map(Sequence::new);
        }
    }

    PaperLedger run() {
        return run((ledger, outcome) -> {});
    }

    PaperLedger run(BiConsumer<PaperLedger, Outcome> afterEach) {
        PaperLedger ledger = new PaperLedger();
        for (long seed : seeds) {
            afterEach.accept(ledger, ledger.carryOut(AnyOrder.next(ledger, seed)));
        }
        return ledger;
    }

    @Override
    public String toString() {
        StringBuilder story = new StringBuilder();
        try {
            run((ledger, it) -> story.append('\n').append(ledger.now).append(' ').append(it));
        } catch (RuntimeException fault) {
            story.append("\nfails: ").append(fault);
        }
        return story.toString();
    }
}
