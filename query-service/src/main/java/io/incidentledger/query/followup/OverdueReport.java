package io.incidentledger.query.followup;

import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Priority;
import io.incidentledger.events.Severity;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.FollowUpState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is overdue as of a moment, and how the backlog does. A pure function of the follow-ups as
 * they stood at the moment's position.
 *
 * @param asOf the moment; its day (UTC) is what due dates are compared with
 * @param position of the last event that was recorded by then
 * @param overdue most days over first
 * @param byTeam teams are owners themselves; whose team a person is, events do not say
 */
record OverdueReport(
        Instant asOf,
        LocalDate day,
        long position,
        List<Figure> figures,
        List<Bucket> buckets,
        List<Group> byOwner,
        List<Group> byTeam,
        List<Group> byService,
        List<Group> bySeverity,
        List<Overdue> overdue) {

    /** How far back the backlog is compared with. */
    static final Period TREND = Period.ofDays(30);

    /** What stands for an absent owner, team, service or severity. */
    static final String NONE = "none";

    /**
     * A number with how it was computed.
     *
     * @param value null when it cannot be known
     * @param inputs the counts that went in
     */
    record Figure(
            String name,
            String title,
            @Nullable BigDecimal value,
            String formula,
            Map<String, Long> inputs) {}

    /**
     * @param to null for no end
     */
    record Bucket(String title, long from, @Nullable Long to, long count) {}

    /** What is overdue under one name. One follow-up stands under each service of its incident. */
    record Group(String name, long count, long mostOverdueDays, List<String> followUps) {}

    /** A follow-up that is overdue. */
    record Overdue(
            String number,
            UUID id,
            String title,
            String incident,
            String incidentTitle,
            @Nullable Severity severity,
            List<String> services,
            @Nullable Handle owner,
            @Nullable String team,
            FollowUpType type,
            Priority priority,
            FollowUpState state,
            LocalDate due,
            long overdueDays,
            int moves,
            Instant lastActivityAt,
            @Nullable String tracker) {

        static Overdue of(ReportedFollowUp reported) {
            FollowUp followUp = reported.followUp();
            Handle owner = followUp.owner();
            return new Overdue(
                    followUp.named(),
                    followUp.id().value(),
                    followUp.title(),
                    Objects.requireNonNullElse(
                            reported.incident().number(), reported.incident().id().toString()),
                    reported.incident().title(),
                    reported.incident().severity(),
                    reported.incident().services(),
                    owner,
                    owner != null && owner.value().startsWith("team:") ? owner.value() : null,
                    followUp.type(),
                    followUp.priority(),
                    followUp.state(),
                    Objects.requireNonNull(followUp.due()).date(),
                    reported.overdueDays(),
                    followUp.moves(),
                    followUp.lastActivityAt(),
                    followUp.tracker());
        }
    }

    /**
     * @param followUps all that were asked for, in whatever state, with their days over
     * @param pendingBefore how many of such were pending {@link #TREND} earlier
     */
    static OverdueReport of(
            Instant asOf, long position, List<ReportedFollowUp> followUps, long pendingBefore) {
        LocalDate day = asOf.atOffset(ZoneOffset.UTC).toLocalDate();
        List<Overdue> overdue =
                followUps.stream()
                        .filter(reported -> reported.overdueDays() > 0)
                        .map(Overdue::of)
                        .sorted(Comparator.comparingLong(Overdue::overdueDays).reversed())
                        .toList();
        List<FollowUp> all = followUps.stream().map(ReportedFollowUp::followUp).toList();
        return new OverdueReport(
                asOf,
                day,
                position,
                BacklogFigures.of(asOf, day, all, overdue.size(), pendingBefore),
                buckets(overdue),
                groups(overdue, item -> List.of(name(item.owner))),
                groups(overdue, item -> List.of(name(item.team))),
                groups(overdue, item -> item.services.isEmpty() ? List.of(NONE) : item.services),
                groups(overdue, item -> List.of(name(item.severity))),
                overdue);
    }

    private static List<Bucket> buckets(List<Overdue> overdue) {
        return List.of(
                bucket(overdue, "1 to 7 days", 1, 7L),
                bucket(overdue, "8 to 30 days", 8, 30L),
                bucket(overdue, "31 to 90 days", 31, 90L),
                bucket(overdue, "over 90 days", 91, null));
    }

    private static Bucket bucket(
            List<Overdue> overdue, String title, long from, @Nullable Long to) {
        return new Bucket(
                title,
                from,
                to,
                overdue.stream()
                        .filter(item -> item.overdueDays >= from)
                        .filter(item -> to == null || item.overdueDays <= to)
                        .count());
    }

    private static List<Group> groups(
            List<Overdue> overdue, Function<Overdue, List<String>> names) {
        Map<String, List<Overdue>> byName = new TreeMap<>();
        for (Overdue item : overdue) {
            names.apply(item).stream()
                    .distinct()
                    .forEach(
                            name ->
                                    byName.computeIfAbsent(name, key -> new ArrayList<>())
                                            .add(item));
        }
        return byName.entrySet().stream()
                .map(
                        entry ->
                                new Group(
                                        entry.getKey(),
                                        entry.getValue().size(),
                                        entry.getValue().getFirst().overdueDays,
                                        entry.getValue().stream().map(Overdue::number).toList()))
                .sorted(Comparator.comparingLong(Group::count).reversed())
                .toList();
    }

    private static String name(@Nullable Object thing) {
        return thing == null ? NONE : thing.toString();
    }
}
