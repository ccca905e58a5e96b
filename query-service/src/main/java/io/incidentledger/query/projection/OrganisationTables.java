package io.incidentledger.query.projection;

import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FigureEvent;
import io.incidentledger.events.GuidelinesSet;
import io.incidentledger.events.OrganisationEvent;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookRetired;
import io.incidentledger.events.RunbookWritten;
import io.incidentledger.events.ServiceDescribed;
import io.incidentledger.events.ServiceName;
import io.incidentledger.events.ServiceRetired;
import io.incidentledger.events.TemplateSet;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes what belongs to no incident. Changes come in crowds and never change: one statement takes
 * all of a batch. The rest is rare, and taken in the order of the log.
 */
final class OrganisationTables {
    private static final UnnestedRows<RecordedChange> CHANGES =
            new UnnestedRows<RecordedChange>()
                    .uuid("id", change -> change.id().value())
                    .bigint("opened", RecordedChange::position)
                    .text("service", RecordedChange::service)
                    .text("kind", change -> change.kind().name())
                    .instant("occurred_at", change -> change.occurredAt().at())
                    .text("document", States::json);

    private static final UnnestedRows<CatalogueService> SERVICES =
            new UnnestedRows<CatalogueService>()
                    .text("name", service -> service.name().value())
                    .text(
                            "owner",
                            service -> service.owner() == null ? null : service.owner().value())
                    .texts(
                            "dependencies",
                            service ->
                                    service.dependencies().stream()
                                            .map(ServiceName::value)
                                            .toList())
                    .bool("retired", CatalogueService::retired)
                    .bigint("version", CatalogueService::version)
                    .text("document", States::json);

    private static final UnnestedRows<Runbook> RUNBOOKS =
            new UnnestedRows<Runbook>()
                    .uuid("id", runbook -> runbook.id().value())
                    .bigint("version", Runbook::version)
                    .bigint("opened", Runbook::position)
                    .text("number", Runbook::number)
                    .texts("services", Runbook::services)
                    .texts("labels", runbook -> ViewTables.labels(runbook.labels()))
                    .bool("retired", Runbook::retired)
                    .text("document", States::json);

    private static final UnnestedRows<Guidelines> GUIDELINES =
            new UnnestedRows<Guidelines>()
                    .bigint("version", Guidelines::version)
                    .text("document", States::json);

    private static final UnnestedRows<SetTemplate> TEMPLATES =
            new UnnestedRows<SetTemplate>()
                    .text("name", row -> row.name().value())
                    .bigint("version", SetTemplate::version)
                    .text("document", States::json);

    private static final UnnestedRows<StatedFigure> FIGURES =
            new UnnestedRows<StatedFigure>()
                    .bigint("position", StatedFigure::position)
                    .text("document", States::json);

    private final JdbcTemplate jdbc;

    OrganisationTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes away everything, for all of it to be written anew. */
    void forget() {
        for (String table :
                List.of(
                        "service",
                        "change",
                        "runbook",
                        "guidelines",
                        "template",
                        "stated_figure")) {
            jdbc.update("delete from " + table);
        }
    }

    void write(List<Fact> facts) {
        List<RecordedChange> changes = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact.event() instanceof OrganisationEvent event) {
                switch (event) {
                    case ChangeRecorded it -> changes.add(RecordedChange.of(it, fact));
                    case ServiceDescribed it -> put(CatalogueService.of(it, fact));
                    case ServiceRetired it -> retire(it, fact);
                    case RunbookWritten it -> write(it, fact);
                    case RunbookRetired it -> retire(it);
                    case FigureEvent it ->
                            FIGURES.execute(
                                    jdbc,
                                    "insert into stated_figure select * from %s"
                                            + " on conflict do nothing",
                                    List.of(StatedFigure.of(it, fact.position())));
                    case TemplateSet it ->
                            TEMPLATES.execute(
                                    jdbc,
                                    "insert into template select * from %s"
                                            + " on conflict (name) do update set"
                                            + " version = excluded.version,"
                                            + " document = excluded.document",
                                    List.of(SetTemplate.of(it, fact)));
                    case GuidelinesSet it ->
                            GUIDELINES.execute(
                                    jdbc,
                                    "insert into guidelines select * from %s on conflict do nothing",
                                    List.of(
                                            new Guidelines(
                                                    it.version(),
                                                    it.text(),
                                                    fact.actor(),
                                                    fact.recordedAt())));
                }
            }
        }
        // An id that is recorded twice is not ours; the first stands.
        CHANGES.execute(
                jdbc, "insert into change select * from %s on conflict do nothing", changes);
    }

    private void put(CatalogueService service) {
        SERVICES.execute(
                jdbc,
                "insert into service select name, owner, dependencies::text[], retired,"
                        + " version, document"
                        + " from %s on conflict (name) do update set owner = excluded.owner,"
                        + " dependencies = excluded.dependencies, retired = excluded.retired,"
                        + " version = excluded.version, document = excluded.document",
                List.of(service));
    }

    private void retire(ServiceRetired event, Fact fact) {
        for (String document :
                jdbc.queryForList(
                        "select document from service where name = ?",
                        String.class,
                        event.service().value())) {
            put(States.service(document).retired(event.reason(), fact));
        }
    }

    private void write(RunbookWritten event, Fact fact) {
        String number = fact.number();
        for (String before : last(event.runbookId())) {
            number = States.runbook(before).number();
        }
        jdbc.update(
                "update runbook set last = false where id = ? and last", event.runbookId().value());
        put(Runbook.of(event, fact, number));
    }

    private void retire(RunbookRetired event) {
        for (String last : last(event.runbookId())) {
            put(States.runbook(last).asRetired());
        }
    }

    private List<String> last(RunbookId id) {
        return jdbc.queryForList(
                "select document from runbook where id = ? and last", String.class, id.value());
    }

    private void put(Runbook runbook) {
        RUNBOOKS.execute(
                jdbc,
                "insert into runbook select id, version, opened, number, services::text[], labels::text[],"
                        + " retired, true, document from %s on conflict (id, version) do update"
                        + " set retired = excluded.retired, last = true,"
                        + " document = excluded.document",
                List.of(runbook));
    }
}
