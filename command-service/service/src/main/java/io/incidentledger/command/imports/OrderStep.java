package io.incidentledger.command.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.command.communicate.UpdateBody;
import io.incidentledger.command.declare.CancelBody;
import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.command.followup.AddBody;
import io.incidentledger.command.imports.ImportIncident.Step;
import io.incidentledger.command.imports.RoleStep.Handover;
import io.incidentledger.command.imports.RoleStep.Release;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.relate.CauseBody;
import io.incidentledger.command.relate.RelationBody;
import io.incidentledger.command.resolve.CloseBody;
import io.incidentledger.command.resolve.ReopenBody;
import io.incidentledger.command.resolve.ResolveBody;
import io.incidentledger.command.respond.AssignBody;
import io.incidentledger.command.respond.EntryBody;
import io.incidentledger.command.triage.DetailsBody;
import io.incidentledger.command.triage.ImpactBody;
import io.incidentledger.command.triage.LabelsBody;
import io.incidentledger.command.triage.MilestoneBody;
import io.incidentledger.command.triage.SeverityBody;
import io.incidentledger.command.triage.StatedDurationBody;
import io.incidentledger.command.triage.StatusBody;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.IncidentId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order of those that a past incident consists of: exactly one field, called as the order's
 * path ends, with the body that the order has by itself.
 *
 * @param then what became of the follow-up that is added
 */
record OrderStep(
        @Nullable DetailsBody details,
        @Nullable SeverityBody severity,
        @Nullable ImpactBody impact,
        @Nullable StatusBody status,
        @Nullable MilestoneBody milestones,
        @JsonProperty("stated-durations") @Nullable StatedDurationBody statedDurations,
        @Nullable LabelsBody labels,
        @Nullable AssignBody roles,
        @Nullable EntryBody timeline,
        @Nullable UpdateBody updates,
        @Nullable CauseBody causes,
        @Nullable RelationBody related,
        @Nullable ResolveBody resolve,
        @Nullable ReopenBody reopen,
        @Nullable CloseBody close,
        @Nullable CancelBody cancel,
        @Nullable Handover handover,
        @Nullable Release release,
        @JsonProperty("follow-ups") @Nullable AddBody followUps,
        @Nullable List<@Nullable FollowUpStep> then)
        implements Body {
    static final String ACCEPTED =
            "an object with one field that is called as an order's path ends, as timeline";

    private static final int MOST_THEN = 50;

    @Override
    public void check(Checks checks) {
        new OneOf()
                .or("details", details)
                .or("severity", severity)
                .or("impact", impact)
                .or("status", status)
                .or("milestones", milestones)
                .or("stated-durations", statedDurations)
                .or("labels", labels)
                .or("roles", roles)
                .or("timeline", timeline)
                .or("updates", updates)
                .or("causes", causes)
                .or("related", related)
                .or("resolve", resolve)
                .or("reopen", reopen)
                .or("close", close)
                .or("cancel", cancel)
                .or("handover", handover)
                .or("release", release)
                .or("follow-ups", followUps)
                .check(checks, ACCEPTED);
        if (updates != null && updates.template() != null) {
            checks.reject(
                    "/updates/template",
                    updates.template().value(),
                    "nothing here: what was said then is a text");
        }
        if (then == null) {
            return;
        }
        if (followUps == null) {
            checks.reject("/then", null, "nothing here: it follows on follow-ups");
        }
        if (then.size() > MOST_THEN) {
            checks.reject("/then", then.size() + " orders", "at most " + MOST_THEN + " orders");
            return;
        }
        for (int i = 0; i < then.size(); i++) {
            FollowUpStep step = then.get(i);
            checks.required("/then/" + i, step, FollowUpStep.ACCEPTED);
            if (step != null) {
                checks.within("/then/" + i, step);
            }
        }
    }

    private static Step related(
            String pointer, RelationBody related, IncidentId incident, Directory directory) {
        try {
            return new Step(pointer, related.change(incident, directory));
        } catch (RefusedByRule unknown) {
            throw Importing.at(pointer, unknown);
        }
    }

    List<Step> steps(String pointer, IncidentId incident, Directory directory) {
        List<Step> steps = new ArrayList<>();
        if (details != null) {
            steps.add(new Step(pointer + "/details", details.change(incident)));
        }
        if (severity != null) {
            steps.add(new Step(pointer + "/severity", severity.change(incident)));
        }
        if (impact != null) {
            steps.add(new Step(pointer + "/impact", impact.change(incident)));
        }
        if (status != null) {
            steps.add(new Step(pointer + "/status", status.change(incident)));
        }
        if (milestones != null) {
            steps.add(new Step(pointer + "/milestones", milestones.change(incident)));
        }
        if (statedDurations != null) {
            steps.add(new Step(pointer + "/stated-durations", statedDurations.change(incident)));
        }
        if (labels != null) {
            steps.add(new Step(pointer + "/labels", labels.change(incident)));
        }
        if (roles != null) {
            steps.add(new Step(pointer + "/roles", roles.assign(incident)));
        }
        if (timeline != null) {
            steps.add(
                    new Step(
                            pointer + "/timeline",
                            timeline.entry(incident, new EntryId(Ids.next()))));
        }
        if (updates != null) {
            steps.add(
                    new Step(
                            pointer + "/updates",
                            updates.entry(incident, new EntryId(Ids.next()))));
        }
        if (causes != null) {
            steps.add(new Step(pointer + "/causes", causes.change(incident)));
        }
        if (related != null) {
            steps.add(related(pointer + "/related", related, incident, directory));
        }
        if (resolve != null) {
            steps.add(new Step(pointer + "/resolve", resolve.resolve(incident)));
        }
        if (reopen != null) {
            steps.add(new Step(pointer + "/reopen", reopen.reopen(incident)));
        }
        if (close != null) {
            steps.add(new Step(pointer + "/close", close.close(incident)));
        }
        if (cancel != null) {
            steps.add(new Step(pointer + "/cancel", cancel.cancel(incident)));
        }
        if (handover != null) {
            steps.add(new Step(pointer + "/handover", handover.order(incident)));
        }
        if (release != null) {
            steps.add(new Step(pointer + "/release", release.order(incident)));
        }
        if (followUps != null) {
            FollowUpId followUp = new FollowUpId(Ids.next());
            steps.add(new Step(pointer + "/follow-ups", followUps.add(incident, followUp)));
            for (int i = 0; then != null && i < then.size(); i++) {
                steps.add(
                        requireNonNull(then.get(i))
                                .step(
                                        pointer + "/then/" + i,
                                        new FollowUpInIncident(incident, followUp)));
            }
        }
        return steps;
    }
}
