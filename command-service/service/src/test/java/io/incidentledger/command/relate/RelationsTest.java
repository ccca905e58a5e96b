package io.incidentledger.command.relate;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.RelationKind;
import io.incidentledger.events.RelationStated;
import io.incidentledger.events.RelationTakenAway;
import org.junit.jupiter.api.Test;

class RelationsTest extends DecisionTest {
    private static final OtherIncident OTHER =
            new OtherIncident(IncidentId.of("01970000-0000-7000-8000-000000000002"), "INC-2");

    @Test
    void an_incident_may_have_several_things_to_do_with_another_one() {
        given(declared())
                .when(state(RelationKind.RECURRENCE_OF, "same graph"))
                .leadsTo(stated(RelationKind.RECURRENCE_OF, "same graph", JUST_NOW));
        given(declared(), stated(RelationKind.RECURRENCE_OF, null, JUST_NOW))
                .when(state(RelationKind.SAME_CAUSE, null))
                .leadsTo(stated(RelationKind.SAME_CAUSE, null, JUST_NOW));
    }

    @Test
    void what_is_stated_already_changes_nothing() {
        var stated = stated(RelationKind.RELATED, "same graph", JUST_NOW);

        given(declared(), stated).when(state(RelationKind.RELATED, "same graph")).changesNothing();
        given(declared(), stated).when(state(RelationKind.RELATED, null)).changesNothing();
    }

    @Test
    void a_new_note_is_recorded_and_the_last_one_counts() {
        var first = stated(RelationKind.RELATED, null, JUST_NOW);
        var second = stated(RelationKind.RELATED, "same graph", JUST_NOW);

        given(declared(), first).when(state(RelationKind.RELATED, "same graph")).leadsTo(second);
        given(declared(), second, stated(RelationKind.RELATED, "same pool", JUST_NOW))
                .when(state(RelationKind.RELATED, "same graph"))
                .leadsTo(second);
    }

    @Test
    void a_redacted_note_leaves_the_relation_and_nobody_finds_it_out_by_saying_it_again() {
        var stated = stated(RelationKind.RELATED, "same graph", JUST_NOW);
        var redacted = redacted(null, 1);

        given(declared(), stated, redacted)
                .when(state(RelationKind.RELATED, null))
                .changesNothing();
        given(declared(), stated, redacted)
                .when(state(RelationKind.RELATED, "same graph"))
                .leadsTo(stated);
    }

    @Test
    void a_relation_is_taken_away_with_a_reason_only_and_once() {
        var stated = stated(RelationKind.RELATED, null, JUST_NOW);

        given(declared(), stated).when(takeAway("not so")).leadsTo(takenAway());
        given(declared(), stated).when(takeAway(null)).isRefusedBy(Rule.REASON_NEEDED);
        given(declared(), stated, takenAway()).when(takeAway("not so")).changesNothing();
        given(declared()).when(takeAway("not so")).changesNothing();
    }

    @Test
    void nothing_is_related_to_itself() {
        given(declared())
                .when(
                        new StateRelation(
                                INCIDENT,
                                new OtherIncident(INCIDENT, "INC-1"),
                                RelationKind.RELATED,
                                null,
                                null,
                                null))
                .isRefusedBy(Rule.ANOTHER_INCIDENT);
    }

    @Test
    void of_history_the_time_stays_unknown_and_tomorrow_is_refused() {
        given(history())
                .when(state(RelationKind.RELATED, null))
                .leadsTo(stated(RelationKind.RELATED, null, null));
        given(declared())
                .when(
                        new StateRelation(
                                INCIDENT, OTHER, RelationKind.RELATED, null, null, TOMORROW))
                .isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void what_was_no_incident_has_nothing_to_do_with_others() {
        given(declared(), cancelled())
                .when(state(RelationKind.RELATED, null))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
    }

    private static StateRelation state(RelationKind kind, String note) {
        return new StateRelation(INCIDENT, OTHER, kind, note, null, null);
    }

    private static TakeRelationAway takeAway(String reason) {
        return new TakeRelationAway(INCIDENT, OTHER, RelationKind.RELATED, reason, null, null);
    }

    private static RelationStated stated(RelationKind kind, String note, Moment at) {
        return new RelationStated(INCIDENT, OTHER, kind, note, null, at);
    }

    private static RelationTakenAway takenAway() {
        return new RelationTakenAway(
                INCIDENT, OTHER, RelationKind.RELATED, "not so", null, JUST_NOW);
    }
}
