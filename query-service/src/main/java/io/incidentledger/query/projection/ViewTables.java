package io.incidentledger.query.projection;

import io.incidentledger.events.AccessEvent;
import io.incidentledger.events.Cause;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Severity;
import io.incidentledger.events.TokenIssued;
import io.incidentledger.events.TokenRevoked;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.Outcome;
import io.incidentledger.postmortem.history.Reached;
import io.incidentledger.query.projection.Changes.EndedFollowUpVersion;
import io.incidentledger.query.projection.Changes.EndedIncidentVersion;
import io.incidentledger.query.projection.Changes.FollowUpVersion;
import io.incidentledger.query.projection.Changes.IncidentRow;
import io.incidentledger.query.projection.Changes.IncidentVersion;
import io.incidentledger.query.projection.Changes.Standing;
import io.incidentledger.query.projection.Changes.TimelineRow;
import io.incidentledger.query.projection.ReadBatch.Parked;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what a batch changes: one statement for each table, however many rows there are. */
final class ViewTables {
    private static final UnnestedRows<EventRow> EVENTS =
            new UnnestedRows<EventRow>()
                    .bigint("position", EventRow::position)
                    .text("event_id", EventRow::eventId)
                    .text("type", EventRow::type)
                    .text("version", EventRow::version)
                    .instant("recorded_at", EventRow::recordedAt)
                    .uuid("incident_id", EventRow::incidentId)
                    .text("actor", EventRow::actor)
                    .text("authority", EventRow::authority)
                    .text("command_id", EventRow::commandId)
                    .text("number", EventRow::number)
                    .bytes(
                            "payload",
                            row -> Objects.requireNonNullElseGet(row.payload(), () -> new byte[0]))
                    .text("chain", EventRow::chain);

    private static final UnnestedRows<Parked> PARKED =
            new UnnestedRows<Parked>()
                    .bigint("position", Parked::position)
                    .text("reason", Parked::reason);

    private static final UnnestedRows<IncidentRow> INCIDENTS =
            new UnnestedRows<IncidentRow>()
                    .uuid("id", row -> row.state().id().value())
                    .text("number", row -> row.state().number())
                    .bigint("opened", IncidentRow::opened)
                    .bigint("version", row -> row.state().version())
                    .text("status", row -> row.state().status().name())
                    .text("severity", row -> name(row.state().severity()))
                    .text("detection", row -> detection(row.state()))
                    .texts("services", row -> row.state().services())
                    .texts("labels", row -> labels(row.state().labels()))
                    .texts("causes", row -> causes(row.state()))
                    .texts("related", row -> related(row.state()))
                    .uuid("part_of", row -> partOf(row.state()))
                    .bool("drill", row -> row.state().drill())
                    .bool("history", row -> row.state().history())
                    .instant("started_at", row -> at(row.state(), Milestone.IMPACT_STARTED))
                    .instant("declared_at", row -> at(row.state(), Milestone.DECLARED))
                    .instant("recorded_at", row -> row.state().recordedAt())
                    .instant("last_activity_at", row -> row.state().lastActivityAt())
                    .instant("update_due", row -> Standing.of(row.state()).updateDue())
                    .text("state", row -> States.json(row.state()))
                    .text("words", row -> IncidentRow.words(row.state()));

    private static final UnnestedRows<IncidentVersion> INCIDENT_VERSIONS =
            new UnnestedRows<IncidentVersion>()
                    .uuid("id", IncidentVersion::id)
                    .bigint("valid_from", IncidentVersion::validFrom)
                    .bigint("valid_to", IncidentVersion::validTo)
                    .text("number", row -> row.standing().number())
                    .text("title", row -> row.standing().title())
                    .text("severity", row -> name(row.standing().severity()))
                    .texts("services", row -> row.standing().services())
                    .texts("causes", row -> row.standing().causes())
                    .bool("drill", row -> row.standing().drill())
                    .text("status", row -> row.standing().measured().status().name())
                    .bool("history", row -> row.standing().measured().history())
                    .text(
                            "milestones",
                            row -> MeasuredColumns.milestones(row.standing().measured()))
                    .text("stated", row -> MeasuredColumns.stated(row.standing().measured()))
                    .instant("update_due", row -> row.standing().updateDue())
                    .text("updates", ViewTables::updates);

    private static final UnnestedRows<EndedIncidentVersion> ENDED_INCIDENT_VERSIONS =
            new UnnestedRows<EndedIncidentVersion>()
                    .uuid("id", EndedIncidentVersion::id)
                    .bigint("valid_to", EndedIncidentVersion::validTo);

    private static final UnnestedRows<TimelineRow> TIMELINE =
            new UnnestedRows<TimelineRow>()
                    .uuid("incident_id", TimelineRow::incidentId)
                    .text("key", row -> row.item().key())
                    .text("positions", ViewTables::positions)
                    .text("kind", row -> row.item().kind().name())
                    .instant("occurred_at", ViewTables::occurredAt)
                    .text("words", ViewTables::words);

    /**
     * After how many characters another part of a timeline begins: as much as is read anew for
     * another entry, and a quarter of what PostgreSQL can surely index at once.
     */
    private static final int PART_CHARS = 50_000;

    private static final UnnestedRows<UUID> REWORDED =
            new UnnestedRows<UUID>().uuid("id", id -> id);

    private static final UnnestedRows<FollowUpVersion> FOLLOW_UPS =
            new UnnestedRows<FollowUpVersion>()
                    .uuid("incident_id", row -> row.followUp().incidentId().value())
                    .uuid("id", row -> row.followUp().id().value())
                    .bigint("valid_from", row -> row.followUp().version())
                    .bigint("valid_to", FollowUpVersion::validTo)
                    .bigint("opened", FollowUpVersion::opened)
                    .text("number", row -> row.followUp().number())
                    .text("state", row -> row.followUp().state().name())
                    .text("type", row -> row.followUp().type().name())
                    .text("priority", row -> row.followUp().priority().name())
                    .text("owner", ViewTables::owner)
                    .date("due", ViewTables::due)
                    .date("completed_on", ViewTables::completedOn)
                    .instant("added_at", row -> row.followUp().addedAt())
                    .instant("last_activity_at", row -> row.followUp().lastActivityAt())
                    .text("document", row -> States.json(row.followUp()))
                    .text("words", ViewTables::words);

    private static final UnnestedRows<EndedFollowUpVersion> ENDED_FOLLOW_UPS =
            new UnnestedRows<EndedFollowUpVersion>()
                    .uuid("incident_id", row -> row.key().incidentId())
                    .uuid("id", row -> row.key().id())
                    .bigint("valid_to", EndedFollowUpVersion::validTo);

    private static final UnnestedRows<TokenIssued> ISSUED =
            new UnnestedRows<TokenIssued>()
                    .uuid("token_id", token -> token.tokenId().value())
                    .text("secret_hash", TokenIssued::secretHash)
                    .text("handle", token -> token.handle().value())
                    .text("role", token -> token.role().name())
                    .instant("expires_at", TokenIssued::expiresAt)
                    .text("scope", token -> token.scope() == null ? null : token.scope().name());

    private static final UnnestedRows<TokenRevoked> REVOKED =
            new UnnestedRows<TokenRevoked>().uuid("token_id", token -> token.tokenId().value());

    private final JdbcTemplate jdbc;

    ViewTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The events themselves, and which of them are parked. */
    void record(ReadBatch batch) {
        EVENTS.execute(jdbc, "insert into recorded_event select * from %s", batch.rows());
        PARKED.execute(
                jdbc,
                "insert into parked_event (position, reason) select position, reason from %s",
                batch.parked());
    }

    /** Takes away what follows from the events of an incident, for them to be folded anew. */
    void forget(UUID incident) {
        // First, while the incident still says which are its texts.
        jdbc.update(
                "delete from incident_text where opened ="
                        + " (select opened from incident where id = ?)",
                incident);
        jdbc.update("delete from incident where id = ?", incident);
        jdbc.update("delete from incident_version where id = ?", incident);
        jdbc.update("delete from timeline_entry where incident_id = ?", incident);
        jdbc.update("delete from follow_up where incident_id = ?", incident);
    }

    /** What follows from them. */
    void write(Changes changes, List<AccessEvent> access) {
        INCIDENTS.execute(jdbc, UPSERT_INCIDENTS, changes.incidents);
        ENDED_INCIDENT_VERSIONS.execute(
                jdbc,
                "update incident_version v set valid_to = r.valid_to from %s"
                        + " where v.id = r.id and v.valid_to = "
                        + Changes.OPEN_ENDED,
                changes.endedIncidentVersions);
        INCIDENT_VERSIONS.execute(
                jdbc,
                "insert into incident_version (id, valid_from, valid_to, number, title, severity,"
                        + " services, causes, drill, status, history, milestones, stated,"
                        + " update_due, updates) select id, valid_from, valid_to, number, title,"
                        + " severity, services::text[], causes::text[], drill, status, history,"
                        + " milestones, stated, update_due, updates from %s",
                changes.incidentVersions);
        TIMELINE.execute(
                jdbc,
                "insert into timeline_entry (incident_id, key, positions, kind, occurred_at, words,"
                        + " part) select r.incident_id, r.key, r.positions::bigint[], r.kind,"
                        + " r.occurred_at, r.words, coalesce(l.part, 0) + (coalesce(l.chars, 0)"
                        + " + sum(length(r.words)) over (partition by r.incident_id"
                        + " order by (r.positions::bigint[])[1]) - length(r.words)) / "
                        + PART_CHARS
                        + " from %s left join lateral (select x.part, x.chars from incident i"
                        + " join incident_text x on x.opened = i.opened"
                        + " where i.id = r.incident_id order by x.part desc limit 1) l"
                        + " on true on conflict (incident_id, key) do update set"
                        + " positions = excluded.positions, occurred_at = excluded.occurred_at,"
                        + " words = excluded.words"
                        // An id that is recorded twice is one entry: the first.
                        + " where timeline_entry.positions[1] = excluded.positions[1]",
                changes.timeline);
        REWORDED.execute(
                jdbc,
                UPSERT_TEXTS.formatted(
                        "select distinct r.id as incident_id, coalesce(t.part, 0) as part from %s"
                                + " left join timeline_entry t on t.incident_id = r.id"),
                List.copyOf(changes.reworded));
        TIMELINE.execute(
                jdbc,
                UPSERT_TEXTS.formatted(
                        "select distinct incident_id, t.part from %s"
                                + " join timeline_entry t using (incident_id, key)"),
                changes.timeline.stream()
                        .filter(row -> !changes.reworded.contains(row.incidentId()))
                        .toList());
        ENDED_FOLLOW_UPS.execute(
                jdbc,
                "update follow_up f set valid_to = r.valid_to from %s where f.id = r.id"
                        + " and f.incident_id = r.incident_id and f.valid_to = "
                        + Changes.OPEN_ENDED,
                changes.endedFollowUpVersions);
        FOLLOW_UPS.execute(
                jdbc, "insert into follow_up select * from %s", changes.followUpVersions);
        access(access);
    }

    /** Formatted with a select of the parts. */
    private static final String UPSERT_TEXTS =
            "insert into incident_text (opened, part, chars, search) select i.opened, p.part,"
                    + " coalesce(sum(length(t.words)), 0), to_tsvector('english',"
                    // Together what PostgreSQL can surely index at once: a part ends with the
                    // entry that makes it full, of 100,000 characters at most.
                    + " left(i.words, 50000) || E'\\n' || left(coalesce(string_agg(t.words, E'\\n'"
                    + " order by t.positions[1]), ''), 150000)) from (%s) p"
                    + " join incident i on i.id = p.incident_id left join timeline_entry t"
                    + " on t.incident_id = p.incident_id and t.part = p.part"
                    + " group by i.opened, p.part, i.words"
                    + " on conflict (opened, part) do update set chars = excluded.chars,"
                    + " search = excluded.search";

    private static final String UPSERT_INCIDENTS =
            "insert into incident (id, number, opened, version, status, severity, detection, services,"
                    + " labels, causes, related, part_of, drill, history, started_at, declared_at,"
                    + " recorded_at, last_activity_at, update_due, state, words) select id, number,"
                    + " opened, version, status, severity, detection, services::text[],"
                    + " labels::text[], causes::text[], related::text[], part_of, drill, history,"
                    + " started_at, declared_at, recorded_at, last_activity_at, update_due, state,"
                    + " words from %s"
                    + " on conflict (id) do update set version = excluded.version,"
                    + " status = excluded.status, severity = excluded.severity,"
                    + " detection = excluded.detection, services = excluded.services, labels = excluded.labels,"
                    + " causes = excluded.causes, related = excluded.related,"
                    + " part_of = excluded.part_of,"
                    + " drill = excluded.drill, history = excluded.history,"
                    + " started_at = excluded.started_at, declared_at = excluded.declared_at,"
                    + " last_activity_at = excluded.last_activity_at,"
                    + " update_due = excluded.update_due, state = excluded.state,"
                    + " words = excluded.words";

    private void access(List<AccessEvent> events) {
        List<TokenIssued> issued =
                events.stream()
                        .filter(TokenIssued.class::isInstance)
                        .map(TokenIssued.class::cast)
                        .toList();
        List<TokenRevoked> revoked =
                events.stream()
                        .filter(TokenRevoked.class::isInstance)
                        .map(TokenRevoked.class::cast)
                        .toList();
        // An id that is issued twice is not ours; the first stands.
        ISSUED.execute(
                jdbc,
                "insert into access_token select r.*, false from %s on conflict do nothing",
                issued);
        // A revocation comes after what it revokes, so one pass for each is enough.
        REVOKED.execute(
                jdbc,
                "update access_token t set revoked = true from %s where t.token_id = r.token_id",
                revoked);
    }

    /** Only while somebody waits: reports ask of nothing else. */
    private static @Nullable String updates(IncidentVersion row) {
        return row.standing().awaited() == null ? null : States.json(row.standing().awaited());
    }

    private static @Nullable String name(@Nullable Severity severity) {
        return severity == null ? null : severity.name();
    }

    private static @Nullable String detection(IncidentState state) {
        return state.detection() == null ? null : state.detection().source().name();
    }

    private static @Nullable Instant at(IncidentState state, Milestone milestone) {
        Reached reached = state.milestone(milestone);
        return reached == null ? null : reached.at().at();
    }

    /** As lists are filtered by them: {@code name=value}, and the name alone. */
    static List<String> labels(SortedMap<String, String> labels) {
        return labels.entrySet().stream()
                .flatMap(label -> Stream.of(label.toString(), label.getKey()))
                .toList();
    }

    private static List<String> causes(IncidentState state) {
        return state.causes().stream().map(Cause::value).toList();
    }

    /** The ids of the others that it names. */
    private static List<String> related(IncidentState state) {
        return state.related().stream()
                .map(related -> related.other().id().toString())
                .distinct()
                .toList();
    }

    private static @Nullable UUID partOf(IncidentState state) {
        return state.mergedInto() == null ? null : state.mergedInto().id().value();
    }

    private static String positions(TimelineRow row) {
        return row.positions().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String words(TimelineRow row) {
        return Stream.concat(
                        Stream.ofNullable(row.item().text()),
                        row.item().outcomes().stream().map(Outcome::text).filter(Objects::nonNull))
                .collect(Collectors.joining("\n"));
    }

    private static @Nullable Instant occurredAt(TimelineRow row) {
        return row.item().occurredAt() == null ? null : row.item().occurredAt().at();
    }

    private static @Nullable String owner(FollowUpVersion row) {
        Handle owner = row.followUp().owner();
        return owner == null ? null : owner.value();
    }

    private static @Nullable LocalDate due(FollowUpVersion row) {
        return row.followUp().due() == null ? null : row.followUp().due().date();
    }

    private static @Nullable LocalDate completedOn(FollowUpVersion row) {
        Instant at = row.followUp().completedAt();
        return at == null ? null : at.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static String words(FollowUpVersion row) {
        return Stream.of(
                        row.followUp().number(),
                        row.followUp().title(),
                        row.followUp().description())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }
}
