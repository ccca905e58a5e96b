package io.incidentledger.command.figure;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Period;
import io.incidentledger.events.PublishedFigure;
import io.incidentledger.events.Statistic;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a published record says of the incidents of a period. */
record FigureBody(
        @Nullable Period period,
        @Nullable Milestone from,
        @Nullable Milestone to,
        @Nullable Statistic statistic,
        @Nullable String service,
        @Nullable String source,
        @Nullable String duration,
        @Nullable String roundedTo,
        @Nullable Boolean none,
        @Nullable Boolean clear,
        @Nullable Long incidents,
        @Nullable String reason)
        implements Body {
    private static final long MOST_INCIDENTS = 1_000_000;
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @Override
    public void check(Checks checks) {
        checks.required("/period", period, "a month, as 2023-07, or a quarter, as 2023-Q3");
        checks.date("/period", period == null ? null : period.firstDay());
        checks.interval(from, to, said(clear));
        checks.optionalText("/service", service, Checks.LINE);
        checks.text("/source", source, Checks.LINE);
        checks.duration("/duration", duration);
        if (Stream.of(duration != null, said(none), said(clear)).filter(it -> it).count() != 1) {
            checks.reject(
                    "/duration",
                    duration,
                    Checks.A_DURATION
                            + "; or \"none\": true where the record says that there is none, or"
                            + " \"clear\": true where it was not published so");
        }
        checks.duration("/roundedTo", roundedTo);
        if (Checks.parsed(roundedTo) instanceof Duration unit
                && (duration == null || unit.compareTo(A_MINUTE) < 0)) {
            checks.reject(
                    "/roundedTo",
                    roundedTo,
                    "beside a duration, a minute or more, PT6M for a tenth of an hour");
        }
        checks.range("/incidents", incidents, 0, MOST_INCIDENTS);
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
    }

    FigureCommand command() {
        PublishedFigure figure =
                new PublishedFigure(
                        requireNonNull(period),
                        requireNonNull(from),
                        requireNonNull(to),
                        requireNonNullElse(statistic, Statistic.MEAN),
                        service,
                        requireNonNull(source));
        return said(clear)
                ? new FigureCommand.TakeFigureBack(figure, reason)
                : new FigureCommand.StateFigure(
                        figure, seconds(duration), incidents, seconds(roundedTo));
    }

    private static @Nullable Long seconds(@Nullable String text) {
        Duration parsed = Checks.parsed(text);
        return parsed == null ? null : parsed.toSeconds();
    }

    private static boolean said(@Nullable Boolean word) {
        return Boolean.TRUE.equals(word);
    }
}
