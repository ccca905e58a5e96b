package io.incidentledger.command.imports;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.command.respond.ShowChange;
import io.incidentledger.command.runbook.FollowCommand.FollowRunbook;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.ThreadId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has been opened while the orders of an import are made, and how they call it. */
final class Entering {
    private final IncidentId incident;
    private final Directory directory;
    private final Map<String, Opened> named = new HashMap<>();
    private @Nullable Opened opened;

    Entering(IncidentId incident, Directory directory) {
        this.incident = incident;
        this.directory = directory;
    }

    IncidentId incident() {
        return incident;
    }

    Directory directory() {
        return directory;
    }

    EntryId entry() {
        EntryId id = new EntryId(Ids.next());
        opened = new Opened.Entry(incident, id);
        return id;
    }

    ThreadId line() {
        ThreadId id = new ThreadId(Ids.next());
        opened = new Opened.Line(incident, id);
        return id;
    }

    FollowUpId followUp() {
        FollowUpId id = new FollowUpId(Ids.next());
        opened = new Opened.FollowUp(new FollowUpInIncident(incident, id));
        return id;
    }

    FollowRunbook followed(FollowRunbook order) {
        opened = new Opened.Followed(incident, order.runbook());
        return order;
    }

    ShowChange shown(ShowChange order) {
        opened = new Opened.Entry(incident, order.entryId());
        return order;
    }

    /** What the last order opened or took up again. */
    Opened opened() {
        return requireNonNull(opened);
    }

    void called(String name) {
        named.put(name, opened());
    }

    void again(String name) {
        opened = requireNonNull(named.get(name));
    }

    @Nullable ThreadId line(@Nullable String name) {
        return name == null ? null : ((Opened.Line) requireNonNull(named.get(name))).id();
    }

    @Nullable EntryId origin(@Nullable String name) {
        return name == null ? null : ((Opened.Entry) requireNonNull(named.get(name))).id();
    }
}
