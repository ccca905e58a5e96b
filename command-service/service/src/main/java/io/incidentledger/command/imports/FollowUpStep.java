package io.incidentledger.command.imports;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.command.followup.DueBody;
import io.incidentledger.command.followup.EvidenceBody;
import io.incidentledger.command.followup.NoteBody;
import io.incidentledger.command.followup.OwnerBody;
import io.incidentledger.command.followup.PriorityBody;
import io.incidentledger.command.followup.ReasonBody;
import io.incidentledger.command.followup.StepBody;
import io.incidentledger.command.imports.ImportIncident.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a follow-up: exactly one field, called as the order's path ends. */
record FollowUpStep(
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
            "an object with one field of assign, reschedule, priority, start, complete, verify, decline and reopen";

    @Override
    public void check(Checks checks) {
        new OneOf()
                .or("assign", assign)
                .or("reschedule", reschedule)
                .or("priority", priority)
                .or("start", start)
                .or("complete", complete)
                .or("verify", verify)
                .or("decline", decline)
                .or("reopen", reopen)
                .check(checks, ACCEPTED);
    }

    Step step(String pointer, FollowUpInIncident it) {
        List<Step> steps = new ArrayList<>();
        if (assign != null) {
            steps.add(new Step(pointer + "/assign", assign.assign(it)));
        }
        if (reschedule != null) {
            steps.add(new Step(pointer + "/reschedule", reschedule.reschedule(it)));
        }
        if (priority != null) {
            steps.add(new Step(pointer + "/priority", priority.reprioritise(it)));
        }
        if (start != null) {
            steps.add(new Step(pointer + "/start", start.start(it)));
        }
        if (complete != null) {
            steps.add(new Step(pointer + "/complete", complete.complete(it)));
        }
        if (verify != null) {
            steps.add(new Step(pointer + "/verify", verify.verify(it)));
        }
        if (decline != null) {
            steps.add(new Step(pointer + "/decline", decline.decline(it)));
        }
        if (reopen != null) {
            steps.add(new Step(pointer + "/reopen", reopen.reopen(it)));
        }
        return steps.getFirst();
    }
}
