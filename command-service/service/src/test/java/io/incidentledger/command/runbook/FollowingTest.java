package io.incidentledger.command.runbook;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.runbook.FollowCommand.FollowRunbook;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.command.runbook.FollowCommand.MissRunbook;
import io.incidentledger.command.runbook.FollowCommand.TakeStep;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.Priority;
import io.incidentledger.events.RunbookFollowed;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.RunbookStepTaken;
import io.incidentledger.events.RunbookWritten;
import io.incidentledger.events.StepOutcome;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FollowingTest extends DecisionTest {
    private static final RunbookId RUNBOOK = RunbookId.of("01970000-0000-7000-8000-0000000000b1");
    private static final FollowUpId FOLLOW_UP =
            FollowUpId.of("01970000-0000-7000-8000-0000000000f1");
    private static final Found FOUND =
            new Found(RUNBOOK, "RB-3", List.of(version(1, "Look"), version(2, "Look", "Wait")));

    @Test
    void the_last_version_is_followed_unless_another_is_named() {
        given(declared()).when(follow(null)).leadsTo(followed(2));
        given(declared()).when(follow(1L)).leadsTo(followed(1));
        given(declared()).when(follow(3L)).isRefusedBy(Rule.UNKNOWN_RUNBOOK);
    }

    @Test
    void a_version_is_followed_once() {
        given(declared(), followed(2)).when(follow(null)).changesNothing();
        given(declared(), followed(1)).when(follow(2L)).leadsTo(followed(2));
    }

    @Test
    void what_is_followed_needs_an_incident_that_goes_on_in_the_record() {
        given().when(follow(null)).isRefusedAs(Unknown.class);
        given(declared(), cancelled()).when(follow(null)).isRefusedBy(Rule.CANCELLED_IS_FINAL);
    }

    @Test
    void each_step_is_of_the_version_that_is_followed_and_counted_through() {
        given(declared(), followed(2))
                .when(take(2, StepOutcome.DONE, null))
                .leadsTo(taken(2, 2, "Wait", StepOutcome.DONE, null));
        given(declared(), followed(1))
                .when(take(2, StepOutcome.FAILED, "locked"))
                .leadsTo(taken(1, 2, "Roll back", StepOutcome.FAILED, "locked"));
        given(declared(), followed(2))
                .when(take(3, StepOutcome.SKIPPED, null))
                .leadsTo(taken(2, 3, "Roll back", StepOutcome.SKIPPED, null));
    }

    @Test
    void there_are_no_other_steps() {
        given(declared(), followed(1))
                .when(take(3, StepOutcome.DONE, null))
                .isRefusedAs(Unknown.class);
        given(declared(), followed(1))
                .when(take(0, StepOutcome.DONE, null))
                .isRefusedAs(Unknown.class);
        given(declared())
                .when(take(1, StepOutcome.DONE, null))
                .isRefusedBy(Rule.RUNBOOK_NOT_FOLLOWED);
    }

    @Test
    void a_step_may_end_otherwise_or_with_a_note_but_is_not_said_twice() {
        var done = taken(2, 1, "Look", StepOutcome.DONE, null);

        given(declared(), followed(2), done).when(take(1, StepOutcome.DONE, null)).changesNothing();
        given(declared(), followed(2), done)
                .when(take(1, StepOutcome.FAILED, null))
                .leadsTo(taken(2, 1, "Look", StepOutcome.FAILED, null));
        given(declared(), followed(2), done)
                .when(take(1, StepOutcome.DONE, "It was full"))
                .leadsTo(taken(2, 1, "Look", StepOutcome.DONE, "It was full"));
        // Another version has other steps.
        given(declared(), followed(1), taken(1, 1, "Look", StepOutcome.DONE, null), followed(2))
                .when(take(1, StepOutcome.DONE, null))
                .leadsTo(done);
    }

    @Test
    void a_runbook_that_was_missed_becomes_a_follow_up_once() {
        var added =
                new FollowUpAdded(
                        INCIDENT,
                        FOLLOW_UP,
                        "Write a runbook for checkout",
                        "Nobody found a runbook during this incident.",
                        FollowUpType.PROCESS,
                        Priority.MEDIUM,
                        null,
                        null,
                        null,
                        null,
                        null,
                        JUST_NOW);
        var missed = new RunbookMissed(INCIDENT, FOLLOW_UP, null, JUST_NOW);
        var order = new MissRunbook(INCIDENT, FOLLOW_UP, null, null);

        given(declared()).when(order).leadsTo(added, missed);
        given(declared(), added, missed).when(order).changesNothing();
        given(declared(), cancelled()).when(order).isRefusedBy(Rule.CANCELLED_IS_FINAL);
    }

    private static FollowRunbook follow(Long version) {
        return new FollowRunbook(INCIDENT, FOUND, version, null, null);
    }

    private static TakeStep take(long step, StepOutcome outcome, String note) {
        return new TakeStep(INCIDENT, FOUND, step, outcome, note, null, null);
    }

    private static RunbookFollowed followed(long version) {
        return new RunbookFollowed(INCIDENT, RUNBOOK, "RB-3", version, "Pool", null, JUST_NOW);
    }

    private static RunbookStepTaken taken(
            long version, long step, String instruction, StepOutcome outcome, String note) {
        return new RunbookStepTaken(
                INCIDENT,
                RUNBOOK,
                "RB-3",
                version,
                step,
                instruction,
                outcome,
                note,
                null,
                JUST_NOW);
    }

    private static RunbookWritten version(long version, String... troubleshooting) {
        return new RunbookWritten(
                RUNBOOK,
                version,
                "Pool",
                null,
                List.of(),
                List.of(troubleshooting),
                List.of("Roll back"),
                List.of(),
                new TreeMap<>());
    }
}
