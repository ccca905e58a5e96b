package io.incidentledger.postmortem;

import io.incidentledger.events.DueDate;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Priority;
import io.incidentledger.events.Severity;
import io.incidentledger.events.TimelineEntryRecorded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The facts of one incident, written in a test: the clock moves only when told. */
public final class Facts {
    private final String name;
    private final List<Fact> all = new ArrayList<>();
    private Instant now;
    private int followUps;

    public Facts(String name, Instant start) {
        this.name = name;
        now = start;
    }

    public List<Fact> all() {
        return List.copyOf(all);
    }

    public Instant now() {
        return now;
    }

    public Facts at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    public Facts later(Duration time) {
        now = now.plus(time);
        return this;
    }

    public IncidentId incident() {
        return new IncidentId(uuid("incident"));
    }

    public Fact add(LedgerEvent event) {
        return add(event, "@ana");
    }

    public Fact add(LedgerEvent event, String actor) {
        String number =
                switch (event) {
                    case IncidentDeclared declared -> "INC-7";
                    case FollowUpAdded added -> "FU-" + ++followUps;
                    default -> null;
                };
        Fact fact =
                new Fact(
                        100 + all.size(),
                        now,
                        new Handle(actor),
                        "token-1",
                        "command-" + all.size(),
                        number,
                        event);
        all.add(fact);
        return fact;
    }

    public Fact declare(String title, @Nullable Severity severity, boolean history) {
        return add(
                new IncidentDeclared(
                        incident(),
                        title,
                        null,
                        List.of(),
                        severity,
                        null,
                        null,
                        null,
                        Collections.emptySortedMap(),
                        false,
                        history,
                        null,
                        history ? null : Moment.exactly(now)));
    }

    public EntryId entry(
            EntryContent content, @Nullable Marker marker, @Nullable Handle by, Moment at) {
        EntryId id = new EntryId(uuid("entry-" + all.size()));
        add(new TimelineEntryRecorded(incident(), id, content, marker, by, at));
        return id;
    }

    public EntryId note(String text) {
        return entry(new EntryContent.Note(text), null, null, Moment.exactly(now));
    }

    public Fact milestone(Milestone milestone, Moment at) {
        return add(new MilestoneSet(incident(), milestone, null, null, at));
    }

    public FollowUpId followUp(
            String title,
            FollowUpType type,
            Priority priority,
            @Nullable Handle owner,
            @Nullable DueDate due,
            @Nullable String tracker) {
        FollowUpId id = new FollowUpId(uuid("follow-up-" + all.size()));
        add(
                new FollowUpAdded(
                        incident(),
                        id,
                        title,
                        null,
                        type,
                        priority,
                        owner,
                        due,
                        tracker,
                        null,
                        null,
                        null));
        return id;
    }

    private UUID uuid(String part) {
        return UUID.nameUUIDFromBytes((name + "/" + part).getBytes(StandardCharsets.UTF_8));
    }
}
