package io.incidentledger.command.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.command.communicate.UpdateBody;
import io.incidentledger.command.declare.CancelBody;
import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.evidence.EvidenceBody;
import io.incidentledger.command.followup.AddBody;
import io.incidentledger.command.imports.ImportIncident.Step;
import io.incidentledger.command.imports.RoleStep.Handover;
import io.incidentledger.command.imports.RoleStep.Release;
import io.incidentledger.command.investigate.OpenBody;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.relate.CauseBody;
import io.incidentledger.command.relate.RelationBody;
import io.incidentledger.command.resolve.CloseBody;
import io.incidentledger.command.resolve.ReopenBody;
import io.incidentledger.command.resolve.ResolveBody;
import io.incidentledger.command.respond.AssignBody;
import io.incidentledger.command.respond.EntryBody;
import io.incidentledger.command.respond.ShowBody;
import io.incidentledger.command.runbook.FollowBody;
import io.incidentledger.command.runbook.MissedBody;
import io.incidentledger.command.triage.DetailsBody;
import io.incidentledger.command.triage.ImpactBody;
import io.incidentledger.command.triage.LabelsBody;
import io.incidentledger.command.triage.MilestoneBody;
import io.incidentledger.command.triage.StatedDurationBody;
import io.incidentledger.command.triage.StatusBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One order of those that a past incident consists of: exactly one field, called as the order's
 * path ends, with the body that the order has by itself. What such a path names besides is named
 * beside the order.
 *
 * @param as how later orders call what this one opens
 * @param of instead of an order: what was opened before, as it was called
 * @param thread to which an entry belongs, as it was called
 * @param origin the entry that a follow-up comes from, as it was called
 * @param then what became of what was opened
 */
record OrderStep(
        @Nullable DetailsBody details,
        @Nullable PastSeverity severity,
        @Nullable ImpactBody impact,
        @Nullable StatusBody status,
        @Nullable MilestoneBody milestones,
        @JsonProperty("stated-durations") @Nullable StatedDurationBody statedDurations,
        @Nullable LabelsBody labels,
        @Nullable AssignBody roles,
        @Nullable Handover handover,
        @Nullable Release release,
        @Nullable OpenBody threads,
        @Nullable EntryBody timeline,
        @Nullable EvidenceBody evidence,
        @Nullable ShowBody changes,
        @Nullable UpdateBody updates,
        @Nullable FollowBody runbooks,
        @Nullable MissedBody missing,
        @Nullable CauseBody causes,
        @Nullable RelationBody related,
        @Nullable ResolveBody resolve,
        @Nullable ReopenBody reopen,
        @Nullable CloseBody close,
        @Nullable CancelBody cancel,
        @JsonProperty("follow-ups") @Nullable AddBody followUps,
        @Nullable String as,
        @Nullable String of,
        @Nullable String thread,
        @Nullable String origin,
        @Nullable List<@Nullable ThenStep> then)
        implements Body {
    static final String ACCEPTED =
            "an object with one field that is called as an order's path ends, as timeline";

    private static final int MOST_THEN = 50;

    private OneOf<Entering> orders() {
        return new OneOf<Entering>()
                .or("details", details, Entering.class, (it, in) -> it.change(in.incident()))
                .or("severity", severity, Entering.class, (it, in) -> it.change(in.incident()))
                .or("impact", impact, Entering.class, (it, in) -> it.change(in.incident()))
                .or("status", status, Entering.class, (it, in) -> it.change(in.incident()))
                .or("milestones", milestones, Entering.class, (it, in) -> it.change(in.incident()))
                .or(
                        "stated-durations",
                        statedDurations,
                        Entering.class,
                        (it, in) -> it.change(in.incident()))
                .or("labels", labels, Entering.class, (it, in) -> it.change(in.incident()))
                .or("roles", roles, Entering.class, (it, in) -> it.assign(in.incident()))
                .or("handover", handover, Entering.class, (it, in) -> it.order(in.incident()))
                .or("release", release, Entering.class, (it, in) -> it.order(in.incident()))
                .or(
                        "threads",
                        threads,
                        Entering.class,
                        (it, in) -> it.open(in.incident(), in.line()))
                .or(
                        "timeline",
                        timeline,
                        Entering.class,
                        (it, in) -> it.entry(in.incident(), in.entry()).in(in.line(thread)))
                .or(
                        "evidence",
                        evidence,
                        Entering.class,
                        (it, in) -> it.linked(in.incident(), in.entry()).in(in.line(thread)))
                .or(
                        "changes",
                        changes,
                        Entering.class,
                        (it, in) -> in.shown(it.show(in.incident(), in.directory())))
                .or(
                        "updates",
                        updates,
                        Entering.class,
                        (it, in) -> it.send(in.incident(), in.entry(), null, in.directory()))
                .or(
                        "runbooks",
                        runbooks,
                        Entering.class,
                        (it, in) -> in.followed(it.follow(in.incident(), in.directory())))
                .or(
                        "missing",
                        missing,
                        Entering.class,
                        (it, in) -> it.miss(in.incident(), in.followUp()))
                .or("causes", causes, Entering.class, (it, in) -> it.change(in.incident()))
                .or(
                        "related",
                        related,
                        Entering.class,
                        (it, in) -> it.change(in.incident(), in.directory()))
                .or("resolve", resolve, Entering.class, (it, in) -> it.resolve(in.incident()))
                .or("reopen", reopen, Entering.class, (it, in) -> it.reopen(in.incident()))
                .or("close", close, Entering.class, (it, in) -> it.close(in.incident()))
                .or("cancel", cancel, Entering.class, (it, in) -> it.cancel(in.incident()))
                .or(
                        "follow-ups",
                        followUps,
                        Entering.class,
                        (it, in) -> it.add(in.incident(), in.followUp()).from(in.origin(origin)));
    }

    @Override
    public void check(Checks checks) {
        if (of == null) {
            orders().check(checks, ACCEPTED);
        } else if (orders().of(Entering.class).isPresent()) {
            checks.reject("/of", of, "nothing here: an order is given, or what was opened before");
        }
        if (timeline != null && timeline.thread() != null) {
            checks.reject("/timeline/thread", null, "nothing here: thread stands beside the order");
        }
        if (evidence != null) {
            checks.required("/evidence/link", evidence.link(), "a link; files come afterwards");
            checks.required("/evidence/text", evidence.text(), "what it shows");
            if (evidence.thread() != null) {
                checks.reject(
                        "/evidence/thread", null, "nothing here: thread stands beside the order");
            }
        }
        if (followUps != null && followUps.origin() != null) {
            checks.reject(
                    "/follow-ups/origin", null, "nothing here: origin stands beside the order");
        }
        checks.optionalText("/as", as, Checks.LINE);
        checks.optionalText("/of", of, Checks.LINE);
        checks.optionalText("/thread", thread, Checks.LINE);
        checks.optionalText("/origin", origin, Checks.LINE);
        if (then != null && then.size() > MOST_THEN) {
            checks.reject("/then", then.size() + " orders", "at most " + MOST_THEN + " orders");
            return;
        }
        for (int i = 0; then != null && i < then.size(); i++) {
            ThenStep step = then.get(i);
            checks.required("/then/" + i, step, ThenStep.ACCEPTED);
            if (step != null) {
                checks.within("/then/" + i, step);
            }
        }
    }

    /**
     * Checks what the order calls by a name.
     *
     * @param field JSON pointer of where the order stands
     * @param named what was opened before, by its name; gets what is opened here
     */
    void check(Checks checks, String field, Map<String, Class<? extends Opened>> named) {
        Class<? extends Opened> opened = opens();
        if (of != null) {
            opened = named.get(of);
            if (opened == null) {
                checks.reject(field + "/of", of, "what an order before this one has as its \"as\"");
            }
        }
        if (thread != null && (timeline == null && evidence == null)) {
            checks.reject(field + "/thread", thread, "nothing here: only entries have a thread");
        } else if (thread != null && named.get(thread) != Opened.Line.class) {
            checks.reject(
                    field + "/thread", thread, "what a threads before this one has as its \"as\"");
        }
        if (origin != null && followUps == null) {
            checks.reject(
                    field + "/origin", origin, "nothing here: only follow-ups have an origin");
        } else if (origin != null && named.get(origin) != Opened.Entry.class) {
            checks.reject(
                    field + "/origin", origin, "what an entry before this one has as its \"as\"");
        }
        if (opened == null) {
            if (of == null && then != null) {
                checks.reject(field + "/then", null, "nothing here: nothing was opened");
            }
            if (as != null) {
                checks.reject(field + "/as", as, "nothing here: nothing was opened");
            }
            return;
        }
        for (int i = 0; then != null && i < then.size(); i++) {
            ThenStep step = then.get(i);
            if (step != null) {
                step.check(checks, field + "/then/" + i, opened);
            }
        }
        if (as != null && named.putIfAbsent(as, opened) != null) {
            checks.reject(field + "/as", as, "a name that no order before this one has");
        }
    }

    private @Nullable Class<? extends Opened> opens() {
        if (timeline != null || evidence != null || changes != null || updates != null) {
            return Opened.Entry.class;
        }
        if (threads != null) {
            return Opened.Line.class;
        }
        if (runbooks != null) {
            return Opened.Followed.class;
        }
        return followUps == null && missing == null ? null : Opened.FollowUp.class;
    }

    /**
     * @throws RefusedByRule when something that it names is not there
     */
    List<Step> steps(String pointer, Entering entering) {
        List<Step> steps = new ArrayList<>();
        if (of == null) {
            OneOf.Given<Entering> given = orders().of(Entering.class).orElseThrow();
            String place = pointer + "/" + given.name();
            try {
                steps.add(new Step(place, given.order().apply(entering)));
            } catch (RefusedByRule unknown) {
                throw Importing.at(place, unknown);
            }
        } else {
            entering.again(of);
        }
        if (as != null) {
            entering.called(as);
        }
        for (int i = 0; then != null && i < then.size(); i++) {
            ThenStep step = then.get(i);
            if (step != null) {
                steps.add(step.step(pointer + "/then/" + i, entering.opened()));
            }
        }
        return steps;
    }
}
