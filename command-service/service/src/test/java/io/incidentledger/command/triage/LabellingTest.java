package io.incidentledger.command.triage;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.LabelsChanged;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabellingTest extends DecisionTest {
    @Test
    void labels_are_set_and_taken_away_and_the_rest_stays() {
        given(declared())
                .when(order(Map.of("region", "eu", "tier", "gold"), List.of()))
                .leadsTo(changed(Map.of("region", "eu", "tier", "gold"), List.of()));
        given(declared(), changed(Map.of("region", "eu", "tier", "gold"), List.of()))
                .when(order(Map.of("region", "us"), List.of("tier")))
                .leadsTo(changed(Map.of("region", "us"), List.of("tier")));
    }

    @Test
    void what_is_so_already_is_not_recorded() {
        var labelled = changed(Map.of("region", "eu"), List.of());

        given(declared(), labelled)
                .when(order(Map.of("region", "eu"), List.of("tier")))
                .changesNothing();
        given(declared(), labelled)
                .when(order(Map.of("region", "eu", "tier", "gold"), List.of("other")))
                .leadsTo(changed(Map.of("tier", "gold"), List.of()));
        given(declared(), labelled, changed(Map.of(), List.of("region")))
                .when(order(Map.of(), List.of("region")))
                .changesNothing();
    }

    @Test
    void a_cancelled_incident_takes_no_labels() {
        given(declared(), cancelled())
                .when(order(Map.of("region", "eu"), List.of()))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
        given().when(order(Map.of("region", "eu"), List.of())).isRefusedAs(Unknown.class);
    }

    @Test
    void after_a_redaction_nobody_learns_from_the_answer_which_labels_there_were() {
        var redacted = redacted(null, 1);

        given(declared(), changed(Map.of("region", "eu"), List.of()), redacted)
                .when(order(Map.of("region", "eu"), List.of("tier")))
                .leadsTo(changed(Map.of("region", "eu"), List.of()));
        given(declared(), changed(Map.of("region", "eu"), List.of()), redacted)
                .when(order(Map.of(), List.of("region")))
                .changesNothing();
    }

    private static ChangeLabels order(Map<String, String> set, List<String> remove) {
        return new ChangeLabels(INCIDENT, new TreeMap<>(set), remove, null, null, null);
    }

    private static LabelsChanged changed(Map<String, String> set, List<String> removed) {
        return new LabelsChanged(INCIDENT, new TreeMap<>(set), removed, null, null, JUST_NOW);
    }
}
