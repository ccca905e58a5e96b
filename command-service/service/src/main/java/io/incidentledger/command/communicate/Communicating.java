package io.incidentledger.command.communicate;

import io.incidentledger.command.incident.Awaited;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.command.incident.IncidentState.Cancelled;
import io.incidentledger.command.incident.IncidentState.Closed;
import io.incidentledger.command.incident.IncidentState.Merged;
import io.incidentledger.command.incident.IncidentState.Resolved;
import io.incidentledger.command.incident.PolicyUpdates;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.respond.RecordEntry;
import io.incidentledger.command.respond.Responding;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.Moment;
import io.incidentledger.events.RemindedOfUpdate;
import io.incidentledger.events.Role;
import io.incidentledger.events.Status;
import io.incidentledger.events.TemplateSet;
import io.incidentledger.events.TemplateVersion;
import io.incidentledger.events.TimelineEntryRecorded;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what others are told, and who is reminded of it. */
public final class Communicating {
    private Communicating() {}

    public static List<IncidentEvent> decide(
            IncidentState state, CommunicateCommand command, Circumstances circumstances) {
        return switch (command) {
            case SendFromTemplate c ->
                    Responding.decide(state, worded(state, c, circumstances), circumstances);
            case RemindOfUpdate c -> remind(state, c, circumstances.now());
        };
    }

    /**
     * What an update would be, were it sent now.
     *
     * @param missing the values that its template needs and does not get: their placeholders stand
     *     in the text, and it would be refused
     */
    record Preview(EntryContent.Update update, List<String> missing) {}

    /**
     * @throws Refusal when it would be refused for another reason than missing values
     */
    static Preview preview(
            IncidentState state, IncidentCommand update, Circumstances circumstances) {
        return switch (update) {
            case SendFromTemplate c -> {
                TemplateSet template = c.template();
                Map<String, String> values = new HashMap<>(c.values());
                List<String> missing =
                        template == null ? List.of() : Wording.missing(template, values);
                missing.forEach(name -> values.put(name, "{{" + name + "}}"));
                yield new Preview(
                        told(decide(state, c.with(values, c.occurredAt()), circumstances)),
                        missing);
            }
            case RecordEntry c ->
                    new Preview(told(Responding.decide(state, c, circumstances)), List.of());
            default -> throw new IllegalArgumentException("no update: " + update);
        };
    }

    private static EntryContent.Update told(List<IncidentEvent> events) {
        return (EntryContent.Update) ((TimelineEntryRecorded) events.getFirst()).content();
    }

    /** The text is made when it is decided, of what the incident is then, and recorded as it is. */
    private static RecordEntry worded(
            IncidentState state, SendFromTemplate c, Circumstances circumstances) {
        Incident incident = state.notCancelled();
        TemplateSet template = c.template();
        if (template == null) {
            throw new RefusedByRule(
                    Rule.UNKNOWN_TEMPLATE, "there is no template " + c.name(), "/template");
        }
        Moment sent = circumstances.occurredAtKnownTime(incident, c.occurredAt());
        EntryContent.Update dated =
                PolicyUpdates.dated(
                        state,
                        new EntryContent.Update(
                                "",
                                c.audience() == null ? template.audience() : c.audience(),
                                c.nextUpdateDue(),
                                c.estimate(),
                                null,
                                c.last() ? true : null,
                                new TemplateVersion(c.name(), template.version())),
                        sent,
                        circumstances);
        String text =
                Wording.of(
                        template, c.number(), incident.details(), status(state), dated, c.values());
        return new RecordEntry(
                c.incidentId(),
                c.entryId(),
                new EntryContent.Update(
                        text,
                        dated.audience(),
                        dated.nextUpdateDue(),
                        dated.estimate(),
                        dated.duePolicy(),
                        dated.last(),
                        dated.template()),
                c.marker(),
                null,
                c.by(),
                c.occurredAt());
    }

    private static Status status(IncidentState state) {
        return switch (state.declared()) {
            case Active active -> active.status();
            case Resolved resolved -> Status.RESOLVED;
            case Closed closed -> Status.CLOSED;
            case Cancelled cancelled -> Status.CANCELLED;
            case Merged merged -> Status.MERGED;
        };
    }

    /**
     * Whoever looked may have looked before the update came: then there is nothing to remind of.
     */
    private static List<IncidentEvent> remind(IncidentState state, RemindOfUpdate c, Instant now) {
        Incident incident = state.declared().incident();
        Awaited awaited = incident.awaited(c.audience());
        boolean missed =
                state instanceof Active
                        && !incident.history()
                        && c.due().equals(awaited.due())
                        && c.due().isBefore(now);
        Handle lead = first(incident, Role.LEAD);
        Handle tells = first(incident, Role.COMMUNICATIONS);
        Handle to = tells == null ? lead : tells;
        return missed && !c.due().equals(awaited.reminded())
                ? List.of(
                        new RemindedOfUpdate(
                                c.incidentId(),
                                c.audience(),
                                c.due(),
                                to,
                                Objects.equals(to, lead) ? null : lead,
                                null,
                                Moment.exactly(now)))
                : List.of();
    }

    private static @Nullable Handle first(Incident incident, Role role) {
        return incident.holders(role).stream()
                .min(Comparator.comparing(Handle::value))
                .orElse(null);
    }
}
