package io.incidentledger.command.figure;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.figure.FigureCommand.StateFigure;
import io.incidentledger.command.figure.FigureCommand.TakeFigureBack;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.FigureStated;
import io.incidentledger.events.FigureTakenBack;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Period;
import io.incidentledger.events.PublishedFigure;
import io.incidentledger.events.Statistic;
import org.junit.jupiter.api.Test;

class PublishingTest extends DecisionTest {
    private static final PublishedFigure LOG = figure("the log");
    private static final PublishedFigure REPORT = figure("the annual report");

    @Test
    void what_a_record_says_is_kept() {
        given().when(new StateFigure(LOG, 8_040L, 2L, 360L))
                .leadsTo(new FigureStated(LOG, 8_040L, 2L, 360L));
    }

    @Test
    void that_it_says_there_is_none_is_kept_too() {
        given().when(new StateFigure(LOG, null, null, null))
                .leadsTo(new FigureStated(LOG, null, null, null));
    }

    @Test
    void of_a_period_that_has_not_begun_nothing_is_published() {
        given().when(new StateFigure(in("2026-11"), 60L, null, null))
                .leadsTo(new FigureStated(in("2026-11"), 60L, null, null));
        given().when(new StateFigure(in("2027-Q1"), 60L, null, null))
                .isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void the_same_again_changes_nothing_and_something_else_replaces_it() {
        given(new FigureStated(LOG, 8_040L, 2L, null))
                .when(new StateFigure(LOG, 8_040L, 2L, null))
                .changesNothing();
        given(new FigureStated(LOG, 8_040L, 2L, null))
                .when(new StateFigure(LOG, 8_100L, 2L, null))
                .leadsTo(new FigureStated(LOG, 8_100L, 2L, null));
        given(new FigureStated(LOG, 8_040L, 2L, null))
                .when(new StateFigure(LOG, 8_040L, 2L, 360L))
                .leadsTo(new FigureStated(LOG, 8_040L, 2L, 360L));
    }

    @Test
    void what_two_sources_say_stands_side_by_side() {
        given(new FigureStated(LOG, 8_040L, null, null))
                .when(new StateFigure(REPORT, 8_040L, null, null))
                .leadsTo(new FigureStated(REPORT, 8_040L, null, null));
    }

    @Test
    void it_is_taken_back_with_a_reason_and_once() {
        given(new FigureStated(LOG, 8_040L, 2L, null))
                .when(new TakeFigureBack(LOG, "it is of the quarter before"))
                .leadsTo(new FigureTakenBack(LOG, "it is of the quarter before"));
        given(new FigureStated(LOG, 8_040L, 2L, null))
                .when(new TakeFigureBack(LOG, " "))
                .isRefusedBy(Rule.REASON_NEEDED);
        given(new FigureStated(LOG, 8_040L, 2L, null), new FigureTakenBack(LOG, "a slip"))
                .when(new TakeFigureBack(LOG, "a slip"))
                .changesNothing();
        given(new FigureStated(LOG, 8_040L, 2L, null))
                .when(new TakeFigureBack(REPORT, "never said"))
                .changesNothing();
    }

    @Test
    void after_that_it_can_be_stated_anew() {
        given(new FigureStated(LOG, 8_040L, 2L, null), new FigureTakenBack(LOG, "a slip"))
                .when(new StateFigure(LOG, 8_040L, 2L, null))
                .leadsTo(new FigureStated(LOG, 8_040L, 2L, null));
    }

    private static PublishedFigure figure(String source) {
        return figure("2024-Q3", source);
    }

    private static PublishedFigure in(String period) {
        return figure(period, "the log");
    }

    private static PublishedFigure figure(String period, String source) {
        return new PublishedFigure(
                new Period(period),
                Milestone.DETECTED,
                Milestone.RESOLVED,
                Statistic.MEAN,
                null,
                source);
    }
}
