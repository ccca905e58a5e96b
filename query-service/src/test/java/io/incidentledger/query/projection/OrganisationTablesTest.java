package io.incidentledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Audience;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeKind;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.FigureStated;
import io.incidentledger.events.GuidelinesSet;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Period;
import io.incidentledger.events.PublishedFigure;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookRetired;
import io.incidentledger.events.RunbookWritten;
import io.incidentledger.events.ServiceDescribed;
import io.incidentledger.events.ServiceName;
import io.incidentledger.events.ServiceRetired;
import io.incidentledger.events.Statistic;
import io.incidentledger.events.TemplateName;
import io.incidentledger.events.TemplateSet;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.follow.AppliedLog;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** G6 for what belongs to no incident: batches and crashes make no difference. */
class OrganisationTablesTest {
    private final Random random = new Random(7);

    @Test
    void the_rows_are_the_same_whole_or_in_batches_that_come_twice() {
        List<EventRow> log = anyLog().events().stream().map(EventRow::of).toList();
        try (Database whole = Database.fresh();
                Database parted = Database.fresh()) {
            Projection atOnce = AppliedLog.begun(whole);
            whole.transaction().executeWithoutResult(status -> atOnce.apply(log));

            Projection projection = AppliedLog.begun(parted);
            int next = 0;
            while (next < log.size()) {
                int end = Math.min(log.size(), next + 1 + random.nextInt(9));
                List<EventRow> batch = log.subList(next, end);
                boolean crash = random.nextInt(3) == 0;
                parted.transaction()
                        .executeWithoutResult(
                                status -> {
                                    projection.apply(batch);
                                    if (crash) {
                                        status.setRollbackOnly();
                                    }
                                });
                next = crash ? next : end;
            }

            assertThat(rows(parted)).isEqualTo(rows(whole)).hasSizeGreaterThan(30);
        }
    }

    @Test
    void a_service_a_change_and_a_version_that_come_as_nobody_expects_them_stop_nothing() {
        WrittenLog log = new WrittenLog();
        log.add(new ServiceRetired(new ServiceName("never-registered"), null));
        log.add(new RunbookRetired(new RunbookId(UUID.randomUUID()), null));
        RunbookId runbook = new RunbookId(UUID.randomUUID());
        log.add(written(runbook, 3));
        log.add(written(runbook, 3));
        log.add(new GuidelinesSet(1, "first"));
        log.add(new GuidelinesSet(1, "second"));
        ChangeRecorded change = change("checkout", log);
        log.add(change);
        log.add(change);
        log.add(new GuidelinesSet(2, "U+0000 \0 and \uD83D\uDE92"));
        try (Database database = Database.fresh()) {
            AppliedLog.apply(database, log);

            assertThat(database.jdbc.queryForList("select * from parked_event")).isEmpty();
            assertThat(rows(database))
                    .hasSize(4)
                    .filteredOn(row -> row.contains("first"))
                    .hasSize(1);
        }
    }

    @Test
    void an_event_that_is_tried_again_is_folded_with_all_that_belongs_to_no_incident() {
        WrittenLog log = anyLog();
        long parked = log.head() / 2;
        try (Database database = Database.fresh()) {
            AppliedLog.apply(database, log);
            List<String> before = rows(database);
            database.jdbc.update("insert into parked_event values (?, 'a test')", parked);
            database.jdbc.update("delete from service");

            new ParkedEvents(database.jdbc, database.viewTransactions).retry(1, parked);

            assertThat(rows(database)).isEqualTo(before);
        }
    }

    private WrittenLog anyLog() {
        WrittenLog log = new WrittenLog();
        List<RunbookId> runbooks =
                List.of(new RunbookId(UUID.randomUUID()), new RunbookId(UUID.randomUUID()));
        int[] versions = new int[2];
        for (int i = 1; i <= 120; i++) {
            int which = random.nextInt(2);
            ServiceName service = new ServiceName("service-" + random.nextInt(4));
            switch (random.nextInt(8)) {
                case 0 ->
                        log.add(
                                new ServiceDescribed(
                                        service,
                                        "says " + i,
                                        null,
                                        new TreeMap<>(),
                                        new TreeMap<>(),
                                        List.of(service)));
                case 1 -> log.add(new ServiceRetired(service, "in " + i));
                case 2 -> log.add(written(runbooks.get(which), ++versions[which]));
                case 3 -> log.add(new RunbookRetired(runbooks.get(which), null));
                case 4 -> log.add(new GuidelinesSet(i, "text " + i));
                case 5 ->
                        log.add(
                                new TemplateSet(
                                        new TemplateName("template-" + which),
                                        i,
                                        Audience.PUBLIC,
                                        "text " + i));
                case 6 -> log.add(new FigureStated(figure(which), (long) i, null, null));
                default -> log.add(change(service.value(), log));
            }
        }
        return log;
    }

    private static ChangeRecorded change(String service, WrittenLog log) {
        return new ChangeRecorded(
                new ChangeId(UUID.randomUUID()),
                service,
                ChangeKind.DEPLOYMENT,
                null,
                null,
                null,
                null,
                Moment.exactly(log.now()));
    }

    private static PublishedFigure figure(int which) {
        return new PublishedFigure(
                new Period("2026-Q" + (which + 1)),
                Milestone.DETECTED,
                Milestone.RESOLVED,
                Statistic.MEAN,
                null,
                "the log");
    }

    private static RunbookWritten written(RunbookId id, long version) {
        return new RunbookWritten(
                id,
                version,
                "Title " + version,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of("checkout"),
                new TreeMap<>(Map.of("tier", "gold")));
    }

    private static List<String> rows(Database database) {
        return List.of("service", "change", "runbook", "guidelines", "template", "stated_figure")
                .stream()
                .flatMap(
                        table ->
                                database
                                        .jdbc
                                        .queryForList(
                                                "select t::text from " + table + " t order by 1",
                                                String.class)
                                        .stream())
                .toList();
    }
}
