package io.incidentledger.query.incident;

import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.RunbookFollowed;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.RunbookStepTaken;
import io.incidentledger.events.StepOutcome;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.Reached;
import io.incidentledger.postmortem.history.TimelineItem;
import io.incidentledger.query.catalogue.Dependencies;
import io.incidentledger.query.catalogue.Dependencies.Related;
import io.incidentledger.query.projection.RecordedChange;
import io.incidentledger.query.projection.Runbook;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Listing;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.request.Refusal.BadParameter;
import io.incidentledger.query.request.Sort;
import io.incidentledger.query.view.LedgerView;
import io.incidentledger.query.view.Snapshot;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions about what lies around an incident: what changed before it, and what may help. */
@RestController
@RequestMapping("/api/v1/incidents/{incident}")
final class SurroundingsController {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(366);
    private static final Sort.Columns CHANGES =
            new Sort.Columns().time("occurredAt", "c.occurred_at");

    /** From when it may have begun, the first that somebody knows. */
    private static final List<Milestone> BEGINNINGS =
            List.of(Milestone.IMPACT_STARTED, Milestone.DETECTED, Milestone.DECLARED);

    private final LedgerView view;

    SurroundingsController(LedgerView view) {
        this.view = view;
    }

    /**
     * When an incident began, as far as is known.
     *
     * @param at of a beginning that is known as no later than a time, that time: how long before it
     *     to look is for the one who asks, by a longer window
     * @param latest when it had begun for certain: what is known to the hour or the day alone began
     *     within it, and before it was declared
     * @param milestone what says so; null when only the time of the record is known
     */
    record Beginning(Instant at, Instant latest, @Nullable Milestone milestone) {
        static Beginning of(IncidentState state) {
            for (Milestone milestone : BEGINNINGS) {
                Reached reached = state.milestone(milestone);
                if (reached != null && reached.at().precision().measurable()) {
                    Instant at = reached.at().at();
                    return new Beginning(at, notAfterDeclared(state, reached.at()), milestone);
                }
            }
            return new Beginning(state.recordedAt(), state.recordedAt(), null);
        }

        private static Instant notAfterDeclared(IncidentState state, Moment began) {
            Reached declared = state.milestone(Milestone.DECLARED);
            return declared != null
                            && declared.at().precision().measurable()
                            && declared.at().at().isAfter(began.at())
                            && declared.at().at().isBefore(began.latest())
                    ? declared.at().at()
                    : began.latest();
        }
    }

    /**
     * A change, and how near it was.
     *
     * @param distance how many dependencies lie between a service of the incident and what changed
     */
    record NearChange(RecordedChange change, int distance) {}

    /**
     * What changed before an incident began, in its services and all that they need.
     *
     * @param from from when on was looked
     * @param services where was looked, the nearest first
     * @param items the last change first
     */
    record ChangesAnswer(
            Beginning began,
            Instant from,
            List<Related> services,
            List<NearChange> items,
            @Nullable String next) {}

    /**
     * A runbook that may help, and why.
     *
     * @param reasons one for each service and label that it is for, in English
     */
    record Suggestion(Runbook runbook, List<String> reasons) {}

    /**
     * A runbook that is followed.
     *
     * @param steps what became of each step of this version, the last word on it
     */
    record FollowedRunbook(
            String id, String number, long version, SortedMap<Long, StepOutcome> steps) {}

    /**
     * @param suggested those with the most reasons first
     * @param missed the id of the follow-up to write one, once somebody said that there was none
     */
    record RunbooksAnswer(
            List<Suggestion> suggested, List<FollowedRunbook> followed, @Nullable String missed) {}

    /**
     * What changed before an incident began; of now alone, since of the catalogue only what was
     * last said is kept.
     */
    @GetMapping("/changes")
    ResponseEntity<ChangesAnswer> changes(
            @PathVariable String incident, HttpServletRequest request) {
        Asked asked =
                Asked.ofNow(
                        request,
                        "those shown on the timeline by then are in"
                                + " /incidents/{incident}/timeline?kind=change&asOf=",
                        "window",
                        "limit",
                        "cursor");
        Duration window = window(asked);
        Listing listing = Listing.of(asked, CHANGES, "-occurredAt");
        return view.answer(
                asked,
                snapshot -> {
                    IncidentState state =
                            FindHistory.history(snapshot, incident, asked).history().state();
                    Beginning began = Beginning.of(state);
                    Instant from = began.at().minus(window);
                    List<Related> services = Dependencies.of(snapshot).neededBy(state.services());
                    Map<String, Integer> distances =
                            services.stream()
                                    .collect(Collectors.toMap(Related::name, Related::distance));
                    Filter filter =
                            new Filter()
                                    .add(
                                            "c.service = any(:%s)",
                                            distances.keySet().toArray(String[]::new))
                                    .from("c.occurred_at", from)
                                    .add(
                                            "c.occurred_at <= :%s",
                                            began.latest().atOffset(ZoneOffset.UTC));
                    Page<NearChange> page =
                            listing.page(
                                    snapshot.jdbc(),
                                    snapshot.position(),
                                    "c.document",
                                    "change c",
                                    "c.opened",
                                    filter,
                                    (row, n) -> {
                                        RecordedChange change =
                                                States.change(row.getString("document"));
                                        return new NearChange(
                                                change,
                                                distances.getOrDefault(change.service(), 0));
                                    });
                    return ResponseEntity.ok(
                            new ChangesAnswer(began, from, services, page.items(), page.next()));
                });
    }

    /**
     * The runbooks that may help, those of the services and labels of the incident, as they read
     * now.
     */
    @GetMapping("/runbooks")
    ResponseEntity<RunbooksAnswer> runbooks(
            @PathVariable String incident, HttpServletRequest request) {
        Asked asked =
                Asked.ofNow(
                        request,
                        "those followed by then are in"
                                + " /incidents/{incident}/timeline?kind=runbook&asOf=");
        return view.answer(
                asked,
                snapshot -> {
                    IncidentHistory history =
                            FindHistory.history(snapshot, incident, asked).history();
                    return ResponseEntity.ok(
                            new RunbooksAnswer(
                                    suggested(snapshot, history.state()),
                                    followed(history),
                                    missed(history)));
                });
    }

    private static List<Suggestion> suggested(Snapshot view, IncidentState state) {
        return view
                .jdbc()
                .sql(
                        "select document from runbook where last and not retired"
                                + " and (services && cast(:services as text[])"
                                + " or labels && cast(:labels as text[])) order by opened")
                .param("services", state.services().toArray(String[]::new))
                .param(
                        "labels",
                        state.labels().entrySet().stream()
                                .map(Map.Entry::toString)
                                .toArray(String[]::new))
                .query((row, n) -> States.runbook(row.getString("document")))
                .list()
                .stream()
                .map(runbook -> new Suggestion(runbook, reasons(runbook, state)))
                .sorted(Comparator.comparing(suggestion -> -suggestion.reasons().size()))
                .toList();
    }

    private static List<String> reasons(Runbook runbook, IncidentState state) {
        List<String> reasons = new ArrayList<>();
        state.services().stream()
                .distinct()
                .filter(runbook.services()::contains)
                .forEach(service -> reasons.add("it is for the service " + service));
        state.labels().entrySet().stream()
                .filter(runbook.labels().entrySet()::contains)
                .forEach(label -> reasons.add("it is for the label " + label));
        return reasons;
    }

    private static List<FollowedRunbook> followed(IncidentHistory history) {
        Map<String, FollowedRunbook> followed = new LinkedHashMap<>();
        history.timeline().stream()
                .sorted(Comparator.comparing(TimelineItem::position))
                .map(TimelineItem::event)
                .forEach(
                        event -> {
                            if (event instanceof RunbookFollowed it) {
                                String id = it.runbookId().toString();
                                followed.put(
                                        id,
                                        new FollowedRunbook(
                                                id, it.number(), it.version(), new TreeMap<>()));
                            } else if (event instanceof RunbookStepTaken it
                                    && followed.containsKey(it.runbookId().toString())) {
                                followed.get(it.runbookId().toString())
                                        .steps()
                                        .put(it.step(), it.outcome());
                            }
                        });
        return List.copyOf(followed.values());
    }

    private static @Nullable String missed(IncidentHistory history) {
        return history.timeline().stream()
                .map(TimelineItem::event)
                .filter(RunbookMissed.class::isInstance)
                .map(event -> ((RunbookMissed) event).followUpId().toString())
                .findFirst()
                .orElse(null);
    }

    private static Duration window(Asked asked) {
        String text = asked.text("window");
        if (text == null) {
            return A_DAY;
        }
        try {
            Duration window = Duration.parse(text);
            if (window.isPositive() && window.compareTo(LONGEST_WINDOW) <= 0) {
                return window;
            }
        } catch (DateTimeException wrong) {
            // Said below, as for a window out of range.
        }
        throw new BadParameter("window", text, "a duration as PT24H, of at most 366 days");
    }
}
