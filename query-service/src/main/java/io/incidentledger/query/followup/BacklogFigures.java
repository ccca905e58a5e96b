package io.incidentledger.query.followup;

import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.FollowUpState;
import io.incidentledger.query.followup.OverdueReport.Figure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How the backlog does, in figures that each say how they were computed. */
final class BacklogFigures {
    private BacklogFigures() {}

    /**
     * @param all the follow-ups that were asked for, in whatever state
     * @param overdue how many of them are
     * @param pendingBefore how many of such were pending {@link OverdueReport#TREND} earlier
     */
    static List<Figure> of(
            Instant asOf, LocalDate day, List<FollowUp> all, long overdue, long pendingBefore) {
        List<FollowUp> pending = all.stream().filter(item -> item.state().pending()).toList();
        List<FollowUp> fallenDue =
                all.stream()
                        .filter(item -> item.state() != FollowUpState.DECLINED)
                        .filter(item -> item.state().pending() || item.completedAt() != null)
                        .filter(item -> item.due() != null && item.due().date().isBefore(day))
                        .toList();
        long onTime = count(fallenDue, BacklogFigures::onTime);
        long closed = all.size() - pending.size();
        List<Figure> figures = new ArrayList<>();
        figures.add(plain("pending", "To be done", pending.size(), "open or in progress"));
        figures.add(
                plain(
                        "overdue",
                        "Overdue",
                        overdue,
                        "to be done, and the due date is before the day"));
        figures.add(
                plain(
                        "withoutOwner",
                        "Without owner",
                        count(pending, item -> item.owner() == null),
                        "to be done, and nobody owns it"));
        figures.add(
                plain(
                        "withoutDueDate",
                        "Without due date",
                        count(pending, item -> item.due() == null),
                        "to be done, and no date is set"));
        figures.add(
                ratio(
                        "onTimeRate",
                        "On-time rate",
                        onTime,
                        fallenDue.size(),
                        "done on or before the due date ÷ all whose due date is before the day,"
                                + " those declined or done at an unknown time left out; a date"
                                + " that moved counts as it stands"));
        figures.add(
                ratio(
                        "closureRate",
                        "Closure rate",
                        closed,
                        all.size(),
                        "done, verified or declined ÷ all that were ever added"));
        figures.add(
                new Figure(
                        "medianAgeDays",
                        "Median age in days",
                        medianAge(asOf, pending),
                        "the median, over those to be done, of the whole days since the log took"
                                + " them",
                        Map.of("pending", (long) pending.size())));
        figures.add(
                new Figure(
                        "backlogGrowth",
                        "Backlog growth",
                        BigDecimal.valueOf(pending.size() - pendingBefore),
                        "to be done now − to be done "
                                + OverdueReport.TREND.getDays()
                                + " days before; above zero the backlog grows",
                        inputs("now", pending.size(), "before", pendingBefore)));
        return figures;
    }

    private static boolean onTime(FollowUp followUp) {
        Instant done = followUp.completedAt();
        return done != null
                && followUp.due() != null
                && !done.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(followUp.due().date());
    }

    private static @Nullable BigDecimal medianAge(Instant asOf, List<FollowUp> pending) {
        List<Long> days =
                pending.stream()
                        .map(item -> Math.max(0, Duration.between(item.addedAt(), asOf).toDays()))
                        .sorted()
                        .toList();
        if (days.isEmpty()) {
            return null;
        }
        long low = days.get((days.size() - 1) / 2);
        long high = days.get(days.size() / 2);
        return BigDecimal.valueOf(low + high).divide(BigDecimal.TWO, 1, RoundingMode.HALF_UP);
    }

    private static Figure plain(String name, String title, long value, String formula) {
        return new Figure(name, title, BigDecimal.valueOf(value), formula, Map.of());
    }

    private static Figure ratio(String name, String title, long part, long whole, String formula) {
        return new Figure(
                name,
                title,
                whole == 0
                        ? null
                        : BigDecimal.valueOf(part)
                                .divide(BigDecimal.valueOf(whole), 3, RoundingMode.HALF_UP),
                formula,
                inputs("part", part, "whole", whole));
    }

    private static Map<String, Long> inputs(String one, long first, String other, long second) {
        Map<String, Long> inputs = new LinkedHashMap<>();
        inputs.put(one, first);
        inputs.put(other, second);
        return inputs;
    }

    private static <T> long count(List<T> items, Predicate<T> condition) {
        return items.stream().filter(condition).count();
    }
}
