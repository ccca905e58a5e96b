package io.incidentledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.DueDatePolicy;
import io.incidentledger.command.incident.UpdateCadence;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.CancelReason;
import io.incidentledger.events.DueDate;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Priority;
import io.incidentledger.events.Resolution;
import io.incidentledger.events.Severity;
import io.incidentledger.events.WordsRedacted;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.axonframework.test.fixture.AxonTestFixture;
import org.axonframework.test.fixture.AxonTestPhase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Decisions as Axon makes them: given events, when an order, then events or a refusal. */
public abstract class DecisionTest {
    protected static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    protected static final Moment JUST_NOW = Moment.exactly(NOW);
    protected static final Moment AN_HOUR_AGO = Moment.exactly(NOW.minus(Duration.ofHours(1)));
    protected static final Moment TOMORROW = Moment.exactly(NOW.plus(Duration.ofDays(1)));
    protected static final Moment ABOUT_TEN_DAYS_AGO =
            new Moment(NOW.minus(Duration.ofDays(10)), Precision.ABOUT);

    protected static final IncidentId INCIDENT =
            IncidentId.of("01970000-0000-7000-8000-000000000001");
    protected static final Handle ANA = new Handle("@ana");
    protected static final Handle BEN = new Handle("@ben");

    /** What the log says of every incident, when somebody expects a version. */
    protected OptionalLong lastPosition = OptionalLong.empty();

    /** How often others must hear: never, unless a test is about that. */
    protected UpdateCadence cadence = UpdateCadence.NONE;

    private final List<AxonTestFixture> fixtures = new ArrayList<>();

    @AfterEach
    void stop() {
        fixtures.forEach(AxonTestFixture::stop);
    }

    /** Each scenario has a ledger of its own. */
    private AxonTestFixture fixture() {
        AxonTestFixture fixture =
                AxonTestFixture.with(
                        Decisions.configurer(
                                new EventCodec(),
                                () ->
                                        new Circumstances(
                                                NOW,
                                                Duration.ofMinutes(2),
                                                DueDatePolicy.STANDARD,
                                                cadence),
                                tag -> lastPosition));
        fixtures.add(fixture);
        return fixture;
    }

    protected Given given(LedgerEvent... events) {
        return new Given(List.of(events));
    }

    protected final class Given {
        private final List<LedgerEvent> events;

        private Given(List<LedgerEvent> events) {
            this.events = events;
        }

        public Then when(Object order) {
            return when(order, Map.of());
        }

        public Then when(Object order, Map<String, String> metadata) {
            var given = fixture().given().noPriorActivity();
            if (!events.isEmpty()) {
                given = given.events(events);
            }
            return new Then(given.when().command(order, metadata).then());
        }
    }

    protected static final class Then {
        private final AxonTestPhase.Then.Command then;

        private Then(AxonTestPhase.Then.Command then) {
            this.then = then;
        }

        public void leadsTo(LedgerEvent... expected) {
            then.success()
                    .eventsSatisfy(
                            events ->
                                    assertThat(events.stream().map(event -> event.payload()))
                                            .containsExactly((Object[]) expected));
        }

        public void changesNothing() {
            then.success().noEvents();
        }

        public void isRefusedBy(Rule rule) {
            isRefused(
                    refusal ->
                            assertThatObject(refusal)
                                    .isInstanceOfSatisfying(
                                            RefusedByRule.class,
                                            refused -> assertThat(refused.rule()).isEqualTo(rule)));
        }

        public void isRefusedAs(Class<? extends Refusal> kind) {
            isRefused(refusal -> assertThatObject(refusal).isInstanceOf(kind));
        }

        private void isRefused(Consumer<Throwable> as) {
            then.noEvents().exceptionSatisfies(as::accept);
        }
    }

    protected static IncidentDeclared declared() {
        return declared(false, Severity.SEV2, JUST_NOW);
    }

    protected static IncidentDeclared history() {
        return declared(true, Severity.SEV2, null);
    }

    protected static IncidentDeclared declared(
            boolean history, Severity severity, Moment occurredAt) {
        return new IncidentDeclared(
                INCIDENT,
                "Checkout fails",
                null,
                List.of("checkout"),
                severity,
                null,
                null,
                null,
                new TreeMap<>(),
                false,
                history,
                null,
                occurredAt);
    }

    protected static IncidentResolved resolved() {
        return new IncidentResolved(INCIDENT, Resolution.ROLLBACK, null, null, null, AN_HOUR_AGO);
    }

    protected static MilestoneSet reached(Milestone milestone, Moment at) {
        return new MilestoneSet(INCIDENT, milestone, null, null, at);
    }

    /** A follow-up, added just now. */
    protected static FollowUpAdded added(FollowUpId followUp, Priority priority, DueDate due) {
        return added(followUp, priority, due, JUST_NOW);
    }

    protected static FollowUpAdded added(
            FollowUpId followUp, Priority priority, DueDate due, Moment occurredAt) {
        return new FollowUpAdded(
                INCIDENT,
                followUp,
                "Alert on it",
                null,
                FollowUpType.DETECT,
                priority,
                null,
                due,
                null,
                null,
                null,
                occurredAt);
    }

    /** What gives a follow-up the date that the policy has for it. */
    protected static FollowUpRescheduled dated(
            FollowUpId followUp, LocalDate date, String reason, Moment occurredAt) {
        return new FollowUpRescheduled(INCIDENT, followUp, policy(date), reason, null, occurredAt);
    }

    protected static DueDate policy(LocalDate date) {
        return new DueDate(date, DueDateSource.POLICY, "standard/1");
    }

    protected static DueDate person(LocalDate date) {
        return new DueDate(date, DueDateSource.PERSON, null);
    }

    protected static WordsRedacted redacted(@Nullable EntryId entry, long... positions) {
        return new WordsRedacted(INCIDENT, entry, hidden(positions), "a password", null, JUST_NOW);
    }

    protected static List<HiddenEvent> hidden(long... positions) {
        return Arrays.stream(positions)
                .mapToObj(position -> new HiddenEvent(position, "00"))
                .toList();
    }

    protected static IncidentClosed closed() {
        return new IncidentClosed(INCIDENT, null, null, JUST_NOW);
    }

    protected static IncidentCancelled cancelled() {
        return new IncidentCancelled(
                INCIDENT, CancelReason.FALSE_ALARM, "a test alert", null, JUST_NOW);
    }
}
