package io.incidentledger.command.dispatch;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.declare.DeclareIncident;
import io.incidentledger.command.guidance.SetGuidelines;
import io.incidentledger.command.guidance.SetTemplate;
import io.incidentledger.command.imports.ImportIncident;
import io.incidentledger.command.refusal.Moved;
import io.incidentledger.command.relate.NameCause;
import io.incidentledger.command.relate.StateRelation;
import io.incidentledger.command.relate.TakeCauseAway;
import io.incidentledger.command.relate.TakeRelationAway;
import io.incidentledger.command.runbook.FollowCommand.FollowRunbook;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.command.runbook.FollowCommand.MissRunbook;
import io.incidentledger.command.runbook.FollowCommand.TakeStep;
import io.incidentledger.command.triage.ChangeSeverity;
import io.incidentledger.events.Audience;
import io.incidentledger.events.Cause;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.RelationKind;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.StepOutcome;
import io.incidentledger.events.TemplateName;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExpectedVersionTest extends DecisionTest {
    private static final ChangeSeverity WORSE =
            new ChangeSeverity(INCIDENT, Severity.SEV1, null, null, JUST_NOW);
    private static final SeverityChanged WORSENED =
            new SeverityChanged(INCIDENT, Severity.SEV2, Severity.SEV1, null, null, JUST_NOW);

    private static final OtherIncident OTHER =
            new OtherIncident(new IncidentId(new UUID(0, 1)), "INC-2");
    private static final Found RUNBOOK =
            new Found(new RunbookId(new UUID(0, 3)), "RB-1", List.of());

    /** However it came there: by an earlier order of unknown outcome, for example. */
    @Test
    void what_is_decided_on_another_version_than_expected_is_refused() {
        lastPosition = OptionalLong.of(7);

        given(declared()).when(WORSE, expecting("6")).isRefusedAs(Moved.class);
    }

    @Test
    void what_is_decided_on_the_expected_version_is_carried_out() {
        lastPosition = OptionalLong.of(7);

        given(declared()).when(WORSE, expecting("7")).leadsTo(WORSENED);
    }

    @Test
    void who_expects_nothing_is_not_refused() {
        lastPosition = OptionalLong.of(7);

        given(declared()).when(WORSE).leadsTo(WORSENED);
    }

    @Test
    void a_relation_on_another_version_is_a_conflict() {
        moved(new StateRelation(INCIDENT, OTHER, RelationKind.RELATED, null, null, null));
        moved(new TakeRelationAway(INCIDENT, OTHER, RelationKind.RELATED, "not so", null, null));
    }

    @Test
    void a_cause_on_another_version_is_a_conflict() {
        moved(new NameCause(INCIDENT, new Cause("capacity"), null, null, null));
        moved(new TakeCauseAway(INCIDENT, new Cause("capacity"), "not so", null, null));
    }

    @Test
    void following_a_runbook_on_another_version_is_a_conflict() {
        moved(new FollowRunbook(INCIDENT, RUNBOOK, null, null, null));
        moved(new TakeStep(INCIDENT, RUNBOOK, 1, StepOutcome.DONE, null, null, null));
        moved(new MissRunbook(INCIDENT, new FollowUpId(new UUID(0, 2)), null, null));
    }

    @Test
    void guidance_on_another_version_is_a_conflict() {
        moved(new SetGuidelines("Stay calm"));
        moved(new SetTemplate(new TemplateName("short"), Audience.PUBLIC, "{{title}}"));
    }

    /** An import says who is first: what is there already is not entered again. */
    @Test
    void an_import_of_what_is_there_meanwhile_is_a_conflict_or_changes_nothing() {
        ImportIncident past = new ImportIncident(null, declare(), List.of());

        moved(past);
        given(declared()).when(past).changesNothing();
    }

    private void moved(Object order) {
        lastPosition = OptionalLong.of(7);

        given(declared()).when(order, expecting("6")).isRefusedAs(Moved.class);
    }

    private static DeclareIncident declare() {
        return new DeclareIncident(
                INCIDENT,
                "Checkout fails",
                null,
                List.of(),
                null,
                null,
                null,
                Map.of(),
                null,
                new TreeMap<>(),
                false,
                true,
                null,
                null);
    }

    private static Map<String, String> expecting(String version) {
        return Map.of(Boundary.EXPECTED_VERSION, version);
    }
}
