package io.incidentledger.standalone.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.respond.JudgeHypothesis;
import io.incidentledger.command.runbook.FollowCommand.TakeStep;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.standalone.sequence.PaperLedger.Outcome;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;

/** Whatever is ordered, and in whatever order. A failure names its seed. */
@PropertyDefaults(tries = 30, edgeCases = EdgeCasesMode.NONE)
class AnySequenceOfOrdersIT {

    @Property
    void leads_only_to_what_the_domain_allows(
            @ForAll(supplier = Sequence.Any.class) Sequence sequence) {
        sequence.run(
                (ledger, outcome) ->
                        outcome.incidents().forEach(id -> DomainRules.hold(Seen.of(ledger, id))));
    }

    /** Whatever else a decision fails with is a fault of ours, and comes through as it is. */
    @Property
    void is_carried_out_or_refused_for_a_reason(
            @ForAll(supplier = Sequence.Any.class) Sequence sequence) {
        sequence.run(
                (ledger, outcome) -> {
                    Refusal refusal = outcome.refusal();
                    if (refusal != null) {
                        assertThatObject(refusal)
                                .isInstanceOfAny(
                                        RefusedByRule.class, Unknown.class, Conflict.class);
                        assertThat(refusal.sentence()).isNotBlank();
                    }
                    if (refusal instanceof RefusedByRule rule && rule.field() != null) {
                        assertThat(rule.field()).startsWith("/");
                    }
                });
    }

    @Property
    void changes_nothing_when_the_same_is_ordered_again(
            @ForAll(supplier = Sequence.Any.class) Sequence sequence) {
        sequence.run(
                (ledger, outcome) -> {
                    if (!outcome.facts().isEmpty() && !saysMore(outcome)) {
                        assertThat(again(ledger, outcome.order())).isEmpty();
                    }
                });
    }

    @Property
    void leads_to_the_same_whenever_it_is_decided(
            @ForAll(supplier = Sequence.Any.class) Sequence sequence) {
        assertThat(sequence.run().facts).isEqualTo(sequence.run().facts);
    }

    /** Words that tell something new each time. */
    private static boolean saysMore(Outcome outcome) {
        return switch (outcome.order()) {
            case JudgeHypothesis it -> it.text() != null;
            case TakeStep it -> it.note() != null;
            default -> false;
        };
    }

    private static List<? extends LedgerEvent> again(PaperLedger ledger, Object order) {
        try {
            return ledger.decide(order);
        } catch (Refusal refused) {
            return List.of();
        }
    }
}
