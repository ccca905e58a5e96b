package io.incidentledger.command.imports;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.followup.DueBody;
import io.incidentledger.command.followup.EvidenceBody;
import io.incidentledger.command.followup.NoteBody;
import io.incidentledger.command.followup.OwnerBody;
import io.incidentledger.command.followup.PriorityBody;
import io.incidentledger.command.followup.ReasonBody;
import io.incidentledger.command.followup.StepBody;
import io.incidentledger.command.imports.ImportIncident.Step;
import io.incidentledger.command.investigate.AssignThread;
import io.incidentledger.command.investigate.ConclusionBody;
import io.incidentledger.command.investigate.ReopenThread;
import io.incidentledger.command.respond.CorrectionBody;
import io.incidentledger.command.respond.MarkerBody;
import io.incidentledger.command.respond.OutcomeBody;
import io.incidentledger.command.respond.PinBody;
import io.incidentledger.command.respond.RetractionBody;
import org.jspecify.annotations.Nullable;

/**
 * What became of what an order opened: exactly one field, called as the order's path ends, with the
 * body that the order has by itself.
 */
record ThenStep(
        @Nullable CorrectionBody correction,
        @Nullable RetractionBody retraction,
        @Nullable OutcomeBody outcome,
        @Nullable PinBody pin,
        @Nullable MarkerBody marker,
        @Nullable ConclusionBody close,
        @Nullable RunbookStep steps,
        @Nullable OwnerBody assign,
        @Nullable DueBody reschedule,
        @Nullable PriorityBody priority,
        @Nullable StepBody start,
        @Nullable EvidenceBody complete,
        @Nullable NoteBody verify,
        @Nullable ReasonBody decline,
        @Nullable ReasonBody reopen)
        implements Body {
    static final String ACCEPTED =
            "an object with one field that is called as the path of an order about it ends, as close";

    private OneOf<Opened> orders() {
        return new OneOf<Opened>()
                .or(
                        "correction",
                        correction,
                        Opened.Entry.class,
                        (it, entry) -> it.correct(entry.incident(), entry.id()))
                .or(
                        "retraction",
                        retraction,
                        Opened.Entry.class,
                        (it, entry) -> it.retract(entry.incident(), entry.id()))
                .or(
                        "outcome",
                        outcome,
                        Opened.Entry.class,
                        (it, entry) -> it.judge(entry.incident(), entry.id()))
                .or(
                        "pin",
                        pin,
                        Opened.Entry.class,
                        (it, entry) -> it.pin(entry.incident(), entry.id()))
                .or(
                        "marker",
                        marker,
                        Opened.Entry.class,
                        (it, entry) -> it.mark(entry.incident(), entry.id()))
                .or(
                        "assign",
                        assign,
                        Opened.Line.class,
                        (it, line) ->
                                new AssignThread(
                                        line.incident(),
                                        line.id(),
                                        it.owner(),
                                        it.by(),
                                        it.occurredAt()))
                .or(
                        "close",
                        close,
                        Opened.Line.class,
                        (it, line) -> it.close(line.incident(), line.id()))
                .or(
                        "reopen",
                        reopen,
                        Opened.Line.class,
                        (it, line) ->
                                new ReopenThread(
                                        line.incident(),
                                        line.id(),
                                        it.reason(),
                                        it.by(),
                                        it.occurredAt()))
                .or(
                        "steps",
                        steps,
                        Opened.Followed.class,
                        (it, followed) -> it.order(followed.incident(), followed.runbook()))
                .or(
                        "assign",
                        assign,
                        Opened.FollowUp.class,
                        (it, followUp) -> it.assign(followUp.itself()))
                .or(
                        "reschedule",
                        reschedule,
                        Opened.FollowUp.class,
                        (it, followUp) -> it.reschedule(followUp.itself()))
                .or(
                        "priority",
                        priority,
                        Opened.FollowUp.class,
                        (it, followUp) -> it.reprioritise(followUp.itself()))
                .or(
                        "start",
                        start,
                        Opened.FollowUp.class,
                        (it, followUp) -> it.start(followUp.itself()))
                .or(
                        "complete",
                        complete,
                        Opened.FollowUp.class,
                        (it, followUp) -> it.complete(followUp.itself()))
                .or(
                        "verify",
                        verify,
                        Opened.FollowUp.class,
                        (it, followUp) -> it.verify(followUp.itself()))
                .or(
                        "decline",
                        decline,
                        Opened.FollowUp.class,
                        (it, followUp) -> it.decline(followUp.itself()))
                .or(
                        "reopen",
                        reopen,
                        Opened.FollowUp.class,
                        (it, followUp) -> it.reopen(followUp.itself()));
    }

    @Override
    public void check(Checks checks) {
        orders().check(checks, ACCEPTED);
    }

    /**
     * Checks whether it can become of what was opened.
     *
     * @param field JSON pointer of where it stands
     */
    void check(Checks checks, String field, Class<? extends Opened> type) {
        if (orders().of(type).isEmpty()) {
            checks.reject(field, null, Opened.takes(type));
        } else if (type == Opened.Line.class && assign != null && assign.reason() != null) {
            checks.reject(
                    field + "/assign/reason",
                    assign.reason(),
                    "nothing here: a thread has no such field");
        }
    }

    Step step(String pointer, Opened opened) {
        OneOf.Given<Opened> given = orders().of(opened.getClass()).orElseThrow();
        return new Step(pointer + "/" + given.name(), given.order().apply(opened));
    }
}
