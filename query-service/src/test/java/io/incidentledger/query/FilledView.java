package io.incidentledger.query;

import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.EventType;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.events.TimelineEntryRecorded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Fills the tables of a view as if they had been folded from a log: every incident looks like the
 * one that is there, with an id, words and times of its own.
 */
final class FilledView {
    private static final int WORDS = 20_000;
    private static final int SENTENCES = 50_000;
    private static final int LENGTH = 20;

    /** The declaration and three milestones come before the notes. */
    private static final int BEFORE_NOTES = 4;

    private static final Instant FIRST = Instant.parse("2021-03-01T00:00:00Z");
    private static final UUID INCIDENT = new UUID(0, 1);
    private static final UUID ENTRY = new UUID(0, 2);
    private static final String TEXT = "the-words";
    private static final String TITLE = "the-title";

    private final Database database;
    private final int incidents;
    private final int entries;

    FilledView(Database database, int incidents, int entries) {
        this.database = database;
        this.incidents = incidents;
        this.entries = entries;
    }

    /** By how common they are in {@link #sentence}: the first are in nearly every incident. */
    static String[] words() {
        String[] starts = {"b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "t", "v", "z", "st"};
        String[] middles = {"a", "o", "u", "ei", "au", "ia", "oo", "ua", "iu", "oa"};
        String[] ends = {"rk", "lt", "nd", "mp", "x", "ck", "b", "m", "z", "p"};
        String[] words = new String[WORDS];
        for (int n = 0; n < WORDS; n++) {
            int rest = n;
            StringBuilder word = new StringBuilder();
            for (int part = 0; part < 2; part++) {
                word.append(starts[rest % starts.length]);
                rest /= starts.length;
                word.append(middles[rest % middles.length]);
                rest /= middles.length;
            }
            words[n] = word.append(ends[rest % ends.length]).toString();
        }
        return words;
    }

    private static String sentence(String[] words, Random random) {
        StringBuilder sentence = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            // Zipf's law, near enough.
            int rank = (int) Math.pow(WORDS, random.nextDouble()) - 1;
            sentence.append(i == 0 ? "" : " ").append(words[rank]);
        }
        return sentence.toString();
    }

    void fill() {
        int events = BEFORE_NOTES + entries;
        sentences();
        database.jdbc.execute(
                """
                create table filled as
                select i, md5('incident ' || i)::uuid as id, 'INC-' || (i + 1) as number,
                    (select max(position) + 1 from recorded_event) + (i - 1)::bigint * %d as opened,
                    timestamptz '%s' + i * interval '26 minutes' as at,
                    (array['SEV1','SEV2','SEV3','SEV4','SEV5'])[1 + i %% 5] as severity,
                    'service-' || i %% 200 as service, 'region=r' || i %% 50 as label,
                    left(s.words, 60) as title, s.words as summary
                from generate_series(1, %d) i join sentence s on s.n = i %% %d
                """
                        .formatted(events, FIRST, incidents, SENTENCES));
        recorded(
                new IncidentDeclared(
                        new IncidentId(INCIDENT),
                        TITLE,
                        null,
                        List.of("checkout"),
                        Severity.SEV2,
                        null,
                        null,
                        null,
                        Collections.emptySortedMap(),
                        false,
                        false,
                        null,
                        Moment.exactly(FIRST)),
                0,
                0);
        int at = 1;
        for (Milestone milestone :
                List.of(Milestone.IMPACT_STARTED, Milestone.DETECTED, Milestone.RESOLVED)) {
            recorded(
                    new MilestoneSet(
                            new IncidentId(INCIDENT),
                            milestone,
                            null,
                            null,
                            Moment.exactly(FIRST.plus(Duration.ofMinutes(at)))),
                    at,
                    at);
            at++;
        }
        recorded(
                new TimelineEntryRecorded(
                        new IncidentId(INCIDENT),
                        new EntryId(ENTRY),
                        new EntryContent.Note(TEXT),
                        null,
                        null,
                        Moment.exactly(FIRST)),
                BEFORE_NOTES,
                events - 1);
        for (String statement : rows(events)) {
            database.jdbc.execute(statement);
        }
    }

    private void sentences() {
        String[] words = words();
        Random random = new Random(42);
        database.jdbc.execute("create table sentence (n integer primary key, words text not null)");
        List<Object[]> rows = new ArrayList<>();
        for (int n = 0; n < SENTENCES; n++) {
            rows.add(new Object[] {n, sentence(words, random)});
        }
        database.jdbc.batchUpdate("insert into sentence values (?, ?)", rows);
    }

    /** The same event for each incident, at positions from its opening. */
    private void recorded(LedgerEvent event, int first, int last) {
        EventType type = EventType.of(event);
        String payload = new String(new EventCodec().encode(event), StandardCharsets.UTF_8);
        database.jdbc.update(
                """
                insert into recorded_event
                select f.opened + k, 'event-' || f.opened + k, ?, ?, f.at + k * interval '10 seconds',
                    f.id, '@ana', 'token-1', 'command-' || f.opened + k,
                    case when k = 0 then f.number end,
                    convert_to(replace(replace(replace(replace(?, ?, f.id::text), ?,
                        md5('entry ' || f.opened + k)::uuid::text), ?, s.words), ?, f.title), 'UTF8'),
                    md5('chain ' || f.opened + k) || md5('more ' || f.opened + k)
                from filled f cross join generate_series(?, ?) k
                    join sentence s on s.n = (f.i * 31 + k * 7919) %% %d
                """
                        .formatted(SENTENCES),
                type.storedName(),
                type.version(),
                payload,
                INCIDENT.toString(),
                ENTRY.toString(),
                TEXT,
                TITLE,
                first,
                last);
    }

    private List<String> rows(int events) {
        return List.of(
                """
                insert into incident select f.id, f.number, f.opened, f.opened + %d,
                    case when f.i %% 100 = 0 then 'TRIAGE' else 'RESOLVED' end, f.severity,
                    null, array[f.service], array[f.label], '{}'::text[], '{}'::text[], null::uuid, false, false, f.at, f.at + interval '3 minutes',
                    f.at, f.at + interval '10 minutes' + (f.i %% 1000) * interval '1 hour',
                    case when f.i %% 100 = 0 then f.at + interval '1 hour' end,
                    replace(replace(replace(replace(replace(t.state, t.id::text, f.id::text),
                        '"INC-1"', '"' || f.number || '"'), '"Template"', to_json(f.title)::text),
                        '"checkout"', '"' || f.service || '"'),
                        '"labels":{}', '"labels":{"region":"' || substr(f.label, 8) || '"}'),
                    f.number || E'\\n' || f.title || E'\\n' || f.summary
                from filled f cross join (select * from incident where number = 'INC-1') t
                """
                        .formatted(events - 1),
                """
                insert into incident_version
                select f.id, f.opened + v * %1$d, case v when 0 then f.opened + %1$d else %2$d end,
                    f.number, f.title, f.severity, array[f.service], '{}'::text[], false,
                    case v when 0 then 'TRIAGE' else 'RESOLVED' end, false,
                    'IMPACT_STARTED EXACT ' || (extract(epoch from f.at) * 1000000)::bigint || ' '
                        || f.opened || ';DETECTED EXACT '
                        || ((extract(epoch from f.at) + 60 + f.i %% 600) * 1000000)::bigint || ' '
                        || f.opened || ';' || case v when 0 then '' else 'RESOLVED EXACT '
                        || ((extract(epoch from f.at) + 900 + f.i %% 90000) * 1000000)::bigint || ' '
                        || f.opened || ';' end, ''
                from filled f cross join generate_series(0, 1) v
                """
                        .formatted(events - 1, Long.MAX_VALUE),
                """
                insert into timeline_entry (incident_id, key, positions, kind, occurred_at, words, part)
                select f.id, md5('entry ' || f.opened + k)::uuid::text, array[f.opened + k], 'NOTE',
                    f.at + k * interval '10 seconds', s.words, 0
                from filled f cross join generate_series(%d, %d) k
                    join sentence s on s.n = (f.i * 31 + k * 7919) %% %d
                """
                        .formatted(BEFORE_NOTES, events - 1, SENTENCES),
                """
                insert into incident_text
                select i.opened, 0, sum(length(t.words)),
                    to_tsvector('english', i.words || E'\\n' || string_agg(t.words, E'\\n'))
                from incident i join timeline_entry t on t.incident_id = i.id
                where i.number <> 'INC-1' group by i.opened, i.words order by i.opened
                """,
                """
                insert into follow_up
                select f.id, md5('follow-up ' || f.i)::uuid, f.opened + 1, %d, f.opened + 1,
                    'FU-' || (f.i / 10 + 1), case when f.i %% 40 = 0 then 'OPEN' else 'DONE' end,
                    t.type, t.priority, t.owner, (f.at + interval '14 days')::date, null, f.at, f.at,
                    replace(replace(t.document, t.id::text, md5('follow-up ' || f.i)::uuid::text),
                        t.incident_id::text, f.id::text), t.words
                from filled f cross join (select * from follow_up where number = 'FU-1') t
                where f.i %% 10 = 0
                """
                        .formatted(Long.MAX_VALUE),
                "update view_generation set position = (select max(position) from recorded_event)",
                "drop table filled, sentence",
                "vacuum analyze");
    }

    /** A moment at which there were some incidents already, as RFC 3339 has it. */
    static Instant moment(int n, int incidents) {
        return FIRST.plus(
                Duration.ofMinutes(
                        26L * (incidents / 2 + Math.floorMod(n * 7_919L, incidents / 2))));
    }
}
