package io.incidentledger.postmortem.document;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

import io.incidentledger.events.Cause;
import io.incidentledger.events.DueDate;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Milestone;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.FollowUpState;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.Reached;
import io.incidentledger.postmortem.history.RoleHeld;
import io.incidentledger.postmortem.history.Span;
import io.incidentledger.postmortem.history.TimelineItem;
import io.incidentledger.postmortem.history.TimelineKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How it ended, what is learnt, what will be done and who took part. */
final class Aftermath {
    private static final Set<TimelineKind> ENDS =
            EnumSet.of(
                    TimelineKind.RESOLVED,
                    TimelineKind.REOPENED,
                    TimelineKind.CLOSED,
                    TimelineKind.CANCELLED,
                    TimelineKind.MERGED);

    private final IncidentHistory history;
    private final Page page;
    private final TimelineWords words;

    Aftermath(IncidentHistory history, Page page) {
        this.history = history;
        this.page = page;
        this.words = new TimelineWords(history);
    }

    void write() {
        causes();
        resolution();
        lessons();
        followUps();
        people();
    }

    private void causes() {
        page.section("What went wrong, and why").paragraph(Page.NOT_WRITTEN);
        List<TimelineItem> said =
                history.timeline().stream()
                        .filter(item -> item.kind() == TimelineKind.CAUSE)
                        .sorted(Comparator.comparing(TimelineItem::position))
                        .toList();
        if (!said.isEmpty()) {
            page.paragraph(
                    "Causes: "
                            + (history.state().causes().isEmpty()
                                    ? "none that stands"
                                    : Words.list(
                                            history.state().causes().stream()
                                                    .map(Cause::value)
                                                    .toList()))
                            + ".");
            said.forEach(item -> page.item(Words.capital(words.text(item))));
            page.blank();
        }
    }

    private void resolution() {
        page.section("Mitigation and resolution");
        Reached mitigated = history.state().milestone(Milestone.MITIGATED);
        page.item("**Mitigated:** " + Times.full(mitigated == null ? null : mitigated.at()));
        marked(Set.of(Marker.REPAIR)).forEach(this::entry);
        history.timeline().stream().filter(item -> ENDS.contains(item.kind())).forEach(this::end);
        page.blank();
        IncidentState incident = history.state();
        if (incident.ongoing()) {
            page.paragraph("Not resolved yet.");
        } else if (incident.resolution() == null && !incident.withdrawn()) {
            page.paragraph("Nobody recorded how it was resolved.");
        }
    }

    private void end(TimelineItem item) {
        String text = words.text(item);
        boolean howUnknown =
                item.event() instanceof IncidentResolved resolved && resolved.resolution() == null;
        page.item(
                "**"
                        + Words.capital(Words.of(item.kind()))
                        + ":** "
                        + Times.full(item.occurredAt())
                        + (howUnknown ? ", nobody said by what means" : "")
                        + (text.isEmpty() ? "" : " — " + text));
    }

    private void lessons() {
        page.section("What went well, and what did not");
        page.paragraph(Page.NOT_WRITTEN);
        List<TimelineItem> marked = marked(EnumSet.allOf(Marker.class));
        if (!marked.isEmpty()) {
            page.paragraph("Marked on the timeline, as a start:");
            marked.forEach(this::entry);
            page.blank();
        }
    }

    private void entry(TimelineItem item) {
        page.item(
                "**"
                        + Words.capital(words.marker(item))
                        + ":** "
                        + Times.full(item.occurredAt())
                        + " — "
                        + words.text(item));
    }

    private List<TimelineItem> marked(Set<Marker> markers) {
        return history.timeline().stream()
                .filter(item -> item.marker() != null && markers.contains(item.marker()))
                .toList();
    }

    private void followUps() {
        page.section("Follow-ups");
        List<FollowUp> all = history.followUps();
        if (all.isEmpty()) {
            page.paragraph("None recorded.");
            return;
        }
        TreeMap<FollowUpState, Integer> counts = new TreeMap<>();
        all.forEach(followUp -> counts.merge(followUp.state(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((state, count) -> parts.add(count + " " + Words.of(state)));
        page.paragraph("What could have prevented it, and what will: " + Words.list(parts) + ".");
        page.table(
                List.of("No.", "What", "Type", "Priority", "Owner", "Due", "State"),
                all.stream().map(Aftermath::row).toList());
    }

    private static List<String> row(FollowUp followUp) {
        String what = inline(followUp.title());
        if (followUp.description() != null) {
            what += " — " + inline(followUp.description());
        }
        if (followUp.tracker() != null) {
            what += " (" + inline(followUp.tracker()) + ")";
        }
        return List.of(
                followUp.number() == null ? "–" : inline(followUp.number()),
                what,
                Words.of(followUp.type()),
                Words.of(followUp.priority()),
                Words.handle(followUp.owner(), "nobody"),
                due(followUp),
                state(followUp));
    }

    private static String due(FollowUp followUp) {
        DueDate due = followUp.due();
        if (due == null) {
            return "no date";
        }
        String moved = followUp.moves() == 0 ? "" : ", moved " + Words.times(followUp.moves());
        String policy =
                due.setBy() == DueDateSource.POLICY && due.policy() != null
                        ? ", by policy " + inline(due.policy())
                        : "";
        return due.date() + policy + moved;
    }

    private static String state(FollowUp followUp) {
        StringBuilder state = new StringBuilder(Words.of(followUp.state()));
        FollowUp.Step done = followUp.completed();
        if (followUp.state() == FollowUpState.VERIFIED) {
            step(state, followUp.verified());
            state.append("; done");
        }
        step(state, followUp.state() == FollowUpState.DECLINED ? followUp.declined() : done);
        if (followUp.reopened() > 0) {
            state.append("; reopened ").append(Words.times(followUp.reopened()));
        }
        return state.toString();
    }

    private static void step(StringBuilder state, FollowUp.@Nullable Step step) {
        if (step == null) {
            return;
        }
        if (step.by() != null) {
            state.append(" by ").append(Words.handle(step.by(), ""));
        }
        if (step.occurredAt() != null) {
            state.append(" on ").append(Times.date(step.occurredAt().at()));
        }
        List<String> proof = new ArrayList<>();
        Evidence evidence = step.evidence();
        if (evidence != null && evidence.statement() != null) {
            proof.add(inline(evidence.statement()));
        }
        if (evidence != null && evidence.link() != null) {
            proof.add(inline(evidence.link()));
        }
        if (step.words() != null) {
            proof.add(inline(step.words()));
        }
        if (!proof.isEmpty()) {
            state.append(": ").append(String.join(" ", proof));
        }
    }

    private void people() {
        page.section("People");
        List<Span<RoleHeld>> roles = history.roles();
        if (roles.isEmpty()) {
            page.paragraph("Nobody recorded who had which role.");
            return;
        }
        page.table(
                List.of("Role", "Who", "From", "Until"),
                roles.stream()
                        .map(
                                span ->
                                        List.of(
                                                Words.capital(span.value().role().value()),
                                                Words.handle(span.value().holder(), ""),
                                                Times.full(span.from()),
                                                until(span)))
                        .toList());
    }

    private String until(Span<RoleHeld> span) {
        if (span.open()) {
            return "–";
        }
        String successor =
                history.roles().stream()
                        .filter(next -> Long.valueOf(next.fromPosition()).equals(span.toPosition()))
                        .map(next -> ", handed over to " + Words.handle(next.value().holder(), ""))
                        .findFirst()
                        .orElse("");
        return Times.full(span.to()) + successor;
    }
}
